using System.ComponentModel;
using System.Globalization;

namespace MoCluster.Silo.Configuration;

/// <summary>Lets configuration bind a <see cref="TextList"/> from its text.</summary>
internal sealed class TextListConverter : TypeConverter
{
    /// <inheritdoc />
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc />
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? TextList.Parse(text) : base.ConvertFrom(context, culture, value);
}
