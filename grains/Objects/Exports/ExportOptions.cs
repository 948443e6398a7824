using System.ComponentModel.DataAnnotations;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Exports;

/// <summary>The limits of exports.</summary>
public sealed record ExportOptions
{
    /// <summary>How many exports may run at a time in a process. More are refused, and may be tried again.</summary>
    [Range(1, 100)]
    public int MaxExports { get; init; } = 2;

    /// <summary>How many objects an export reads at once.</summary>
    [Range(1, StoreLimits.MaxBatch)]
    public int PageLength { get; init; } = 500;

    /// <summary>How many histories of a page are read at the same time.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; init; } = 16;
}
