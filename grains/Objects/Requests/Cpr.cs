namespace MoCluster.Grains.Objects.Requests;

/// <summary>
/// Numbers of the Danish civil registration system, <c>DDMMYYSSSS</c>. The seventh digit and the year together say the century.
/// </summary>
public static class Cpr
{
    /// <summary>The length of a number, in digits.</summary>
    public const int Length = 10;

    /// <summary>Whether a text has the form of a CPR number: ten digits without a hyphen.</summary>
    /// <param name="text">The text.</param>
    public static bool IsNumber(string text) => text.Length == Length && text.All(char.IsAsciiDigit);

    /// <summary>Reads the day of birth from a number.</summary>
    /// <param name="number">Ten digits without a hyphen.</param>
    /// <param name="birthday">The day of birth.</param>
    /// <returns>False when the text is not a CPR number, or has no day of birth, as a replacement number has none.</returns>
    public static bool TryReadBirthday(string number, out DateOnly birthday)
    {
        birthday = default;
        if (!IsNumber(number))
            return false;
        var day = Digits(number, 0);
        var month = Digits(number, 2);
        var year = Digits(number, 4);
        year += (number[6] - '0') switch
        {
            < 4 => 1900,
            4 or 9 => year <= 36 ? 2000 : 1900,
            _ => year <= 57 ? 2000 : 1800,
        };
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        birthday = new DateOnly(year, month, day);
        return true;
    }

    private static int Digits(string number, int at) => ((number[at] - '0') * 10) + (number[at + 1] - '0');
}
