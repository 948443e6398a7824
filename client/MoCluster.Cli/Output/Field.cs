namespace MoCluster.Cli.Output;

/// <summary>Something that is shown of a <typeparamref name="T"/>: in JSON, and in a column if it has a header.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Value">Its value: a text, a number, a uuid, an instant, a time in seconds, a list of texts, or null.</param>
internal sealed record Field<T>(string Name, Func<T, object?> Value)
{
    /// <summary>The header of its column; null if it is in JSON and in details alone.</summary>
    public string? Header { get; init; }

    /// <summary>How people read it; its value as text when null.</summary>
    public Func<T, TimeProvider, string>? Text { get; init; }

    /// <summary>Whether it is aligned to the right, as numbers are.</summary>
    public bool IsNumber { get; init; }

    /// <summary>0 for a column that is always there. Where there is no room, the columns with the highest rank go first.</summary>
    public int Rank { get; init; }

    /// <summary>Whether its texts may be cut where there is no room.</summary>
    public bool CanShrink { get; init; }

    /// <summary>The colour of its text for an item; null for none.</summary>
    public Func<T, string?>? Colour { get; init; }
}
