using System.ComponentModel;
using System.Globalization;

namespace MoCluster.Grains.Objects;

/// <summary>Lets configuration bind a <see cref="ClassSelection"/> from its text.</summary>
public sealed class ClassSelectionConverter : TypeConverter
{
    /// <inheritdoc />
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc />
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? ClassSelection.Parse(text) : base.ConvertFrom(context, culture, value);
}
