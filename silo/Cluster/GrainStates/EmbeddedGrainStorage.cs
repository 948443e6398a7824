using System.Globalization;
using MoCluster.Stores.Sqlite.GrainStates;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace MoCluster.Silo.Cluster.GrainStates;

/// <summary>
/// Keeps the small states of grains in the embedded store. Orleans' own code chooses their bytes, as it does in PostgreSQL. A cleared state keeps its tag, so that
/// somebody who read it before cannot write over what came after.
/// </summary>
/// <param name="name">The provider's name.</param>
/// <param name="states">The states of the store, which is open before the first grain is.</param>
/// <param name="serializer">Makes bytes of states.</param>
/// <param name="activators">Make empty states.</param>
internal sealed class EmbeddedGrainStorage(
    string name, Func<SqliteGrainStates> states, IGrainStorageSerializer serializer, IActivatorProvider activators) : IGrainStorage
{
    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = await states().ReadAsync(stateName, grainId.ToString(), CancellationToken.None);
        grainState.State = stored?.State is { } bytes ? serializer.Deserialize<T>(new BinaryData(bytes)) : Empty<T>();
        grainState.ETag = Text(stored?.Tag);
        grainState.RecordExists = stored?.State is not null;
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = await WriteAsync(stateName, grainId, grainState.ETag, serializer.Serialize(grainState.State).ToMemory());
        grainState.RecordExists = true;
    }

    /// <inheritdoc />
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!grainState.RecordExists)
        {
            await ReadStateAsync(stateName, grainId, grainState);
            if (!grainState.RecordExists)
                return;
        }

        grainState.ETag = await WriteAsync(stateName, grainId, grainState.ETag, null);
        grainState.RecordExists = false;
        grainState.State = Empty<T>();
    }

    private async Task<string?> WriteAsync(string stateName, GrainId grainId, string? etag, ReadOnlyMemory<byte>? bytes)
    {
        var (written, tag) = await states().WriteAsync(stateName, grainId.ToString(), Tag(etag), bytes);
        return written
            ? Text(tag)
            : throw new InconsistentStateException(
                $"The state {stateName} of {grainId} was written by somebody else ({name}).", Text(tag) ?? "none", etag ?? "none");
    }

    private T Empty<T>() => activators.GetActivator<T>().Create();

    private static long? Tag(string? etag) => etag is null ? null : long.Parse(etag, CultureInfo.InvariantCulture);

    private static string? Text(long? tag) => tag?.ToString(CultureInfo.InvariantCulture);
}
