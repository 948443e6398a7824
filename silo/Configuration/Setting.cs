using System.Globalization;
using System.Reflection;

namespace MoCluster.Silo.Configuration;

/// <summary>One setting: a property of an options class, as the reader and the table see it.</summary>
internal sealed class Setting
{
    private readonly PropertyInfo _property;
    private readonly SettingAttribute _description;

    public Setting(SectionAttribute section, PropertyInfo property, SettingAttribute description)
    {
        (_property, _description) = (property, description);
        Key = $"{section.Name}:{property.Name}";
    }

    /// <summary>Its key, for example <c>Store:Kind</c>.</summary>
    public string Key { get; }

    /// <summary>What it does.</summary>
    public string Description => _description.Description;

    /// <summary>What a value must be, as a phrase: "a whole number from 1 to 10".</summary>
    public string Allowed
    {
        get
        {
            var what = _property.PropertyType switch
            {
                { IsEnum: true } kind => $"one of {string.Join(", ", Enum.GetNames(kind))}",
                var type when type == typeof(bool) => "true or false",
                var type when type == typeof(TimeSpan) => "a duration ([days.]hh:mm:ss[.fff])",
                var type when type == typeof(int) || type == typeof(long) => "a whole number",
                _ => "a text, not empty",
            };
            return (_description.Min, _description.Max) switch
            {
                (null, null) => what,
                (var min, null) => $"{what} from {min}",
                (null, var max) => $"{what} to {max}",
                var (min, max) => $"{what} from {min} to {max}",
            };
        }
    }

    /// <summary>The value in options that nobody configured, as it would be written.</summary>
    /// <param name="defaults">Such options.</param>
    public string Default(object defaults) => _property.GetValue(defaults) switch
    {
        bool flag => flag ? "true" : "false",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value?.ToString() ?? "",
    };

    /// <summary>Reads a value into options, or adds to the problems what is wrong with it.</summary>
    /// <param name="options">The options to be changed.</param>
    /// <param name="text">The value as it was written.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public void Apply(object options, string text, ICollection<string> problems)
    {
        if (Parse(text) is { } value && IsWithin(value))
            _property.SetValue(options, value);
        else
            problems.Add($"{Key} is '{text}'; it must be {Allowed}.");
    }

    private object? Parse(string text)
    {
        var type = _property.PropertyType;
        if (type.IsEnum)
            return Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse(type, text, ignoreCase: true) : null;
        if (type == typeof(bool))
            return bool.TryParse(text, out var flag) ? flag : null;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (type == typeof(long))
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) ? large : null;
        if (type == typeof(TimeSpan))
        {
            // A bare number would be days, which nobody means.
            return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time)
                ? time
                : null;
        }

        if (type == typeof(string))
            return string.IsNullOrWhiteSpace(text) ? null : text;
        throw new NotSupportedException($"{Key} is a {type.Name}, which the reader of settings does not know.");
    }

    private bool IsWithin(object value) =>
        (_description.Min is not { } min || Comparer<object>.Default.Compare(value, Parse(min)!) >= 0)
        && (_description.Max is not { } max || Comparer<object>.Default.Compare(value, Parse(max)!) <= 0);
}
