using MoCluster.Grains.Storage;

namespace MoCluster.Silo.Configuration;

/// <summary>The limits of the API: every input, page and wait has one.</summary>
[Section("Api", "The limits of the API.")]
internal sealed record ApiOptions
{
    [Setting("The largest body of a request, in bytes; a larger one is answered with 413.", Min = "1024", Max = "104857600")]
    public int MaxBodyBytes { get; init; } = 1_048_576;

    [Setting("A port of its own for `/health` and `/metrics`, on every address, for probes and Prometheus; it answers nothing else. 0 for none.",
        Min = "0", Max = "65535")]
    public int HealthPort { get; init; }

    [Setting("How many objects a list holds when the caller names no limit.", Min = "1", Max = "1000")]
    public int DefaultListLength { get; init; } = 100;

    [Setting("How many objects a list holds at most; a larger limit is refused.", Min = "1", Max = "10000")]
    public int MaxListLength { get; init; } = 1_000;

    [Setting("How many events one fetch hands out at most; a larger limit is refused.", Min = "1", Max = "10000")]
    public int MaxFetchLength { get; init; } = 1_000;

    [Setting("How many objects or events one mutation takes at most.", Min = "1", Max = "10000")]
    public int MaxBatchLength { get; init; } = 1_000;

    [Setting("How long a fetch may wait for events at most; a longer wait is refused.", Min = "00:00:00", Max = "00:10:00")]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(60);

    [Setting("How many objects a mutation of many works on at the same time.", Min = "1", Max = "1000")]
    public int BatchConcurrency { get; init; } = 32;

    /// <summary>What a combination of settings breaks, each with the key at fault.</summary>
    public IEnumerable<string> Validate()
    {
        if (DefaultListLength > MaxListLength)
        {
            yield return $"Api:DefaultListLength is {DefaultListLength}, above Api:MaxListLength, which is {MaxListLength}; "
                + "the default may not exceed the most.";
        }

        if (MaxListLength >= StoreLimits.MaxBatch)
        {
            yield return $"Api:MaxListLength is {MaxListLength}; it must be below {StoreLimits.MaxBatch}, the most that a store reads "
                + "at once.";
        }
    }
}
