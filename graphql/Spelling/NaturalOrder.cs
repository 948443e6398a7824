namespace MoCluster.GraphQL.Spelling;

/// <summary>Orders names so that digits in them compare as numbers: a2 comes before a10.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        var (i, j) = (0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]))
            {
                var numbers = ReadNumber(a, ref i).CompareTo(ReadNumber(b, ref j));
                if (numbers != 0)
                    return numbers;
                continue;
            }

            if (a[i] != b[j])
                return a[i].CompareTo(b[j]);
            i++;
            j++;
        }

        return a.Length - b.Length;
    }

    private static double ReadNumber(string text, ref int position)
    {
        var number = 0.0;
        do
        {
            number = (number * 10) + text[position++] - '0';
        }
        while (position < text.Length && char.IsAsciiDigit(text[position]) && number > 0);
        return number;
    }
}
