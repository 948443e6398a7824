using System.Collections.Immutable;
using System.ComponentModel;

namespace MoCluster.Grains.Objects;

/// <summary>A set of classes, by their uuids, or all classes. As text: the uuids separated by commas, or <c>*</c>.</summary>
[TypeConverter(typeof(ClassSelectionConverter))]
public sealed class ClassSelection
{
    private const string AllText = "*";

    private readonly ImmutableArray<Guid> _classes;

    private ClassSelection(ImmutableArray<Guid> classes) => _classes = classes;

    /// <summary>The empty selection.</summary>
    public static ClassSelection None { get; } = new([]);

    /// <summary>The selection of all classes.</summary>
    public static ClassSelection All { get; } = new(default);

    /// <summary>Makes a selection of classes.</summary>
    /// <param name="classes">The uuids of the classes.</param>
    public static ClassSelection Of(params ReadOnlySpan<Guid> classes) => new([.. classes]);

    /// <summary>Reads the text of a selection.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is not a selection; the message names the wrong part and says what would be right.</exception>
    public static ClassSelection Parse(string text)
    {
        if (text.Trim() == AllText)
            return All;
        var classes = ImmutableArray.CreateBuilder<Guid>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            classes.Add(Guid.TryParseExact(part, "D", out var uuid) ? uuid : throw new FormatException(
                $"contains '{part}', which is not a uuid; it must be uuids separated by commas, for example "
                + "5b2d87e1-3c4a-4f6e-9a8b-0c1d2e3f4a5b, or * for all."));
        }

        return new ClassSelection(classes.ToImmutable());
    }

    /// <summary>Whether a class belongs to the selection.</summary>
    /// <param name="uuid">The class.</param>
    public bool Contains(Guid uuid) => _classes.IsDefault || _classes.Contains(uuid);

    /// <summary>The selection as text.</summary>
    public override string ToString() => _classes.IsDefault ? AllText : string.Join(", ", _classes);
}
