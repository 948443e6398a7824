using Orleans.Streams;

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>A running engine, whichever it is.</summary>
public interface IEngineHost : IAsyncDisposable
{
    /// <summary>The name of the stream provider that every host has.</summary>
    const string StreamProvider = "events";

    /// <summary>The name of the grain storage that every host has.</summary>
    const string Storage = "small";

    /// <summary>Gives references.</summary>
    IGrainFactory Grains { get; }

    /// <summary>Gives streams.</summary>
    IStreamProvider Streams { get; }

    /// <summary>What grains and tests tell each other.</summary>
    ProbeBoard Probes { get; }
}
