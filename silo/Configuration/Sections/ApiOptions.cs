using System.ComponentModel.DataAnnotations;
using MoCluster.Silo.Configuration.Keys;
using MoCluster.Grains.Storage;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The limits of the API. Every input, page and wait has one.</summary>
internal sealed record ApiOptions : IValidatableObject
{
    /// <summary>The largest body of a request, in bytes. A larger body is refused with 413.</summary>
    [Range(1024, 104_857_600)]
    public int MaxBodyBytes { get; init; } = 1_048_576;

    /// <summary>
    /// An additional port for probes and Prometheus, on every address. It answers <c>/health</c> and <c>/metrics</c> and nothing else. 0 means
    /// no such port.
    /// </summary>
    [Range(0, 65_535)]
    public int HealthPort { get; init; }

    /// <summary>The number of objects in a page of a list when the caller gives no limit.</summary>
    [Range(1, 1000)]
    public int DefaultListLength { get; init; } = 100;

    /// <summary>The most objects in a page of a list. A larger limit is refused.</summary>
    [Range(1, 10_000)]
    public int MaxListLength { get; init; } = 1_000;

    /// <summary>
    /// The most objects in a page of objects, or of a relation of an object, and in every list of OS2mo's versions (<c>/graphql/v21</c> and so on). A
    /// larger limit is refused, and so is a list without a limit that finds more.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public int MaxObjects { get; init; } = 200_000;

    /// <summary>The most events that one fetch hands out. A larger limit is refused.</summary>
    [Range(1, 10_000)]
    public int MaxFetchLength { get; init; } = 1_000;

    /// <summary>The most objects or events in one mutation.</summary>
    [Range(1, 10_000)]
    public int MaxBatchLength { get; init; } = 1_000;

    /// <summary>The longest time that a fetch may wait for events. A longer wait is refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long <c>event_fetch</c> of OS2mo's versions waits when there are no events. Clients of OS2mo cannot ask for a wait, and pause for seconds
    /// after a fetch that found nothing; with a wait of, for example, 30 seconds they hear of a change at once. It must be shorter than the time limits of the
    /// clients, and each waiting fetch holds a connection.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan FetchWait { get; init; }

    /// <summary>
    /// The origins whose pages may call the API from a browser, as a JSON list or separated by commas; <c>*</c> for any, as in OS2mo. It applies only with
    /// authentication: without it, a page could do everything.
    /// </summary>
    public TextList AllowedOrigins { get; init; } = TextList.Empty;

    /// <summary>
    /// Whether there are endpoints for tests below <c>/testing</c>, which need no token: anybody who reaches the port can end the leases of all events. Never set
    /// it where there is data to protect.
    /// </summary>
    [Os2moName("INSECURE_ENABLE_TESTING_API")]
    public bool TestingApi { get; init; }

    /// <summary>The number of objects on which a mutation of many objects works at the same time.</summary>
    [Range(1, 1000)]
    public int BatchConcurrency { get; init; } = 32;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DefaultListLength > MaxListLength)
        {
            yield return new ValidationResult(
                $"Api:DefaultListLength is {DefaultListLength}, above Api:MaxListLength, which is {MaxListLength}; the default may not exceed the limit.");
        }

        if (FetchWait > MaxWait)
            yield return new ValidationResult($"Api:FetchWait is {FetchWait}, above Api:MaxWait, which is {MaxWait}; no fetch may wait longer than that.");
        if (MaxListLength >= StoreLimits.MaxBatch)
        {
            yield return new ValidationResult(
                $"Api:MaxListLength is {MaxListLength}; it must be below {StoreLimits.MaxBatch}, the most that a store reads at once.");
        }
    }
}
