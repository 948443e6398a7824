using System.ComponentModel.DataAnnotations;
using MoCluster.Grains.Storage;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The limits of the API: every input, page and wait has one.</summary>
internal sealed record ApiOptions : IValidatableObject
{
    /// <summary>The largest body of a request, in bytes; a larger one is answered with 413.</summary>
    [Range(1024, 104_857_600)]
    public int MaxBodyBytes { get; init; } = 1_048_576;

    /// <summary>
    /// A port of its own for <c>/health</c> and <c>/metrics</c>, on every address, for probes and Prometheus; it answers nothing else. 0 for
    /// none.
    /// </summary>
    [Range(0, 65_535)]
    public int HealthPort { get; init; }

    /// <summary>How many objects a list holds when the caller names no limit.</summary>
    [Range(1, 1000)]
    public int DefaultListLength { get; init; } = 100;

    /// <summary>How many objects a list holds at most; a larger limit is refused.</summary>
    [Range(1, 10_000)]
    public int MaxListLength { get; init; } = 1_000;

    /// <summary>How many events one fetch hands out at most; a larger limit is refused.</summary>
    [Range(1, 10_000)]
    public int MaxFetchLength { get; init; } = 1_000;

    /// <summary>How many objects or events one mutation takes at most.</summary>
    [Range(1, 10_000)]
    public int MaxBatchLength { get; init; } = 1_000;

    /// <summary>How long a fetch may wait for events at most; a longer wait is refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many objects a mutation of many works on at the same time.</summary>
    [Range(1, 1000)]
    public int BatchConcurrency { get; init; } = 32;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DefaultListLength > MaxListLength)
        {
            yield return new ValidationResult(
                $"Api:DefaultListLength is {DefaultListLength}, above Api:MaxListLength, which is {MaxListLength}; the default may not exceed the most.");
        }

        if (MaxListLength >= StoreLimits.MaxBatch)
        {
            yield return new ValidationResult(
                $"Api:MaxListLength is {MaxListLength}; it must be below {StoreLimits.MaxBatch}, the most that a store reads at once.");
        }
    }
}
