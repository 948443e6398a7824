using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Writing;

/// <summary>A trim that waits for its group.</summary>
/// <param name="trim">The trim.</param>
internal sealed class PendingTrim(LogTrim trim) : PendingWrite
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc />
    public override int Size => trim.Firsts.Length * 64;

    /// <summary>Completed when it is on the disk.</summary>
    public Task Answer => _answer.Task;

    /// <inheritdoc />
    public override StoreState Decide(StoreState state, DateTimeOffset now, ByteWriter frame)
    {
        LogRecords.WriteTrim(frame, trim);
        return trim.Apply(state);
    }

    /// <inheritdoc />
    public override void Complete() => _answer.SetResult();

    /// <inheritdoc />
    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
