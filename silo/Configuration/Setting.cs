using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using MoCluster.Grains;
using MoCluster.Silo.Configuration.Keys;

namespace MoCluster.Silo.Configuration;

/// <summary>A setting: a property of an options class and its key in the configuration.</summary>
/// <param name="section">The section of the configuration.</param>
/// <param name="property">The property.</param>
internal sealed class Setting(string section, PropertyInfo property)
{
    private readonly ImmutableArray<ValidationAttribute> _rules = [.. property.GetCustomAttributes<ValidationAttribute>()];

    /// <summary>The key, for example <c>Store:Kind</c>.</summary>
    public string Key { get; } = $"{section}:{property.Name}";

    /// <summary>The key in the version before, which this version still accepts; null if the setting was not renamed.</summary>
    public string? FormerKey { get; } = property.GetCustomAttribute<RenamedFromAttribute>() is { } former ? $"{section}:{former.Name}" : null;

    /// <summary>OS2mo's names for the setting, which are accepted beside the key.</summary>
    public ImmutableArray<string> Os2moNames { get; } = [.. property.GetCustomAttributes<Os2moNameAttribute>().Select(named => named.Name)];

    /// <summary>Whether the value is a list, which a file may also write as an array.</summary>
    public bool IsList => Type == typeof(TextList);

    /// <summary>The property.</summary>
    public PropertyInfo Property => property;

    /// <summary>The allowed values as a phrase, for example "a whole number from 1 to 10".</summary>
    public string Allowed
    {
        get
        {
            var what = Type switch
            {
                { IsEnum: true } kind => $"one of {string.Join(", ", Enum.GetNames(kind))}",
                var type when type == typeof(bool) => "true or false",
                var type when type == typeof(TimeSpan) => "a duration ([days.]hh:mm:ss[.fff])",
                var type when type == typeof(int) || type == typeof(long) => "a whole number",
                var type when type == typeof(TextList) => "a list",
                _ => "a text, not empty",
            };
            return _rules.OfType<RangeAttribute>().FirstOrDefault() is { } range ? $"{what} from {Write(range.Minimum)} to {Write(range.Maximum)}"
                : _rules.OfType<StringLengthAttribute>().FirstOrDefault() is { } length ? $"a text of up to {length.MaximumLength} characters"
                : _rules.OfType<RegularExpressionAttribute>().FirstOrDefault() is { } form ? $"a text of the form {form.Pattern}"
                : what;
        }
    }

    private Type Type => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    /// <summary>The value of the setting in some options, as text.</summary>
    /// <param name="options">The options.</param>
    public string Of(object options) => Write(property.GetValue(options));

    /// <summary>The problem of a value that is not allowed.</summary>
    /// <param name="value">The value as text.</param>
    public string Refuse(string value) => $"{Key} is '{value}'; it must be {Allowed}.";

    /// <summary>Says why a text cannot be read as a value; null if it can. It does not check the range.</summary>
    /// <param name="text">The text.</param>
    public string? Unreadable(string text)
    {
        try
        {
            return Read(text) is null ? Refuse(text) : null;
        }
        catch (FormatException wrong) when (Type.IsDefined(typeof(TypeConverterAttribute)))
        {
            // A type of the domain: its converter knows best what is wrong.
            return $"{Key} {wrong.Message}";
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or OverflowException)
        {
            return Refuse(text);
        }
    }

    /// <summary>Writes a value that was given under OS2mo's name as the setting's own key takes it: OS2mo writes a duration as a number of seconds.</summary>
    /// <param name="text">The value.</param>
    public string OfOs2mo(string text) =>
        Type == typeof(TimeSpan) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 1e9
            ? TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture)
            : text;

    /// <summary>Reads a text as the configuration binder does, but refuses some texts that the binder accepts by accident.</summary>
    private object? Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return IsList ? TextList.Empty : null;

        // The binder would read a bare number as days, a number as the index of an enum name, and #22 as a hexadecimal number.
        if (Type == typeof(TimeSpan) && !text.Contains(':', StringComparison.Ordinal))
            return null;
        if (Type.IsEnum && !Enum.GetNames(Type).Contains(text, StringComparer.OrdinalIgnoreCase))
            return null;
        if ((Type == typeof(int) || Type == typeof(long)) && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return null;
        return TypeDescriptor.GetConverter(Type).ConvertFromInvariantString(text);
    }

    private static string Write(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        TimeSpan { Ticks: var ticks } time when ticks % TimeSpan.TicksPerSecond != 0 => time.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0'),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
