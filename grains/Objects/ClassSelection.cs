using System.Collections.Immutable;
using System.ComponentModel;

namespace MoCluster.Grains.Objects;

/// <summary>Some classes, named by their uuids, or all of them. Its text is the uuids, separated by commas, or <c>*</c>.</summary>
[TypeConverter(typeof(ClassSelectionConverter))]
public sealed class ClassSelection
{
    private const string AllText = "*";

    private readonly ImmutableArray<Guid> _classes;

    private ClassSelection(ImmutableArray<Guid> classes) => _classes = classes;

    /// <summary>No class.</summary>
    public static ClassSelection None { get; } = new([]);

    /// <summary>Every class.</summary>
    public static ClassSelection All { get; } = new(default);

    /// <summary>These classes.</summary>
    /// <param name="classes">Their uuids.</param>
    public static ClassSelection Of(params ReadOnlySpan<Guid> classes) => new([.. classes]);

    /// <summary>Reads the text of a selection.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is neither; the message names the part at fault and says what would be right.</exception>
    public static ClassSelection Parse(string text)
    {
        if (text.Trim() == AllText)
            return All;
        var classes = ImmutableArray.CreateBuilder<Guid>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            classes.Add(Guid.TryParseExact(part, "D", out var uuid) ? uuid : throw new FormatException(
                $"has '{part}' in it, which is no uuid; it must be uuids separated by commas, for example "
                + "5b2d87e1-3c4a-4f6e-9a8b-0c1d2e3f4a5b, or * for all."));
        }

        return new ClassSelection(classes.ToImmutable());
    }

    /// <summary>Whether a class belongs to it.</summary>
    /// <param name="uuid">The class.</param>
    public bool Contains(Guid uuid) => _classes.IsDefault || _classes.Contains(uuid);

    /// <summary>Its text.</summary>
    public override string ToString() => _classes.IsDefault ? AllText : string.Join(", ", _classes);
}
