using Orleans.Streams;

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>A running engine: Orleans or the simulator.</summary>
public interface IEngineHost : IAsyncDisposable
{
    /// <summary>The name of the stream provider that every host has.</summary>
    const string StreamProvider = "events";

    /// <summary>The name of the grain storage that every host has.</summary>
    const string Storage = "small";

    /// <summary>Creates references to grains.</summary>
    IGrainFactory Grains { get; }

    /// <summary>Creates streams.</summary>
    IStreamProvider Streams { get; }

    /// <summary>The probes that grains and tests share.</summary>
    ProbeBoard Probes { get; }
}
