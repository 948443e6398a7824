using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace MoCluster.Simulator;

/// <summary>A grain storage in memory for tests. It keeps states as JSON, so that a change without a write is not stored.</summary>
public sealed class SimulatedStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string Name, GrainId Grain), Record> _records = new();

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        grainState.RecordExists = _records.TryGetValue((stateName, grainId), out var record);
        grainState.ETag = record?.ETag;
        if (record is not null)
            grainState.State = JsonSerializer.Deserialize<T>(record.Json);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var json = JsonSerializer.SerializeToUtf8Bytes(grainState.State);
        var record = _records.AddOrUpdate(
            (stateName, grainId),
            _ => Next(null, grainState.ETag, json),
            (_, stored) => Next(stored, grainState.ETag, json));
        grainState.ETag = record.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        if (_records.TryGetValue((stateName, grainId), out var stored))
        {
            Check(stored, grainState.ETag);
            _records.TryRemove(KeyValuePair.Create((stateName, grainId), stored));
        }

        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static Record Next(Record? stored, string? eTag, byte[] json)
    {
        Check(stored, eTag);
        return new Record((stored?.Number ?? 0) + 1, json);
    }

    private static void Check(Record? stored, string? eTag)
    {
        if (stored?.ETag != eTag)
            throw new InconsistentStateException("The stored state was written by another activation.", stored?.ETag, eTag);
    }

    private sealed record Record(long Number, byte[] Json)
    {
        public string ETag => Number.ToString(CultureInfo.InvariantCulture);
    }
}
