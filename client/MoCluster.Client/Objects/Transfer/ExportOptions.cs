namespace MoCluster.Client;

/// <summary>What an export has, and how it is watched.</summary>
public sealed record ExportOptions
{
    /// <summary>Only objects of these types, for example <c>org_unit</c> (<see cref="MoObjectReader{TValues, TFilter}.Type"/>); all when null.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Is told how many objects came so far; null for nobody.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>After how long without a byte of the server the export is given up; 2 minutes by default.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(2);
}
