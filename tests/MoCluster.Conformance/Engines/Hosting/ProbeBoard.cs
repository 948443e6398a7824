using System.Collections.Concurrent;

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>The probes of all tests by the key of their grains. Grains and tests run in one process and share it.</summary>
public sealed class ProbeBoard
{
    private readonly ConcurrentDictionary<string, Probe> _probes = new(StringComparer.Ordinal);

    /// <summary>The probe of a key; grains whose keys begin alike share one.</summary>
    public Probe Of(string key) => _probes.GetOrAdd(key.Length > 32 ? key[..32] : key, _ => new Probe());
}
