namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>Work on the writing connection that is no commit: retention.</summary>
/// <param name="decide">Decides it.</param>
internal sealed class OtherWork(Action<WriteBatch> decide) : StoreWork
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc />
    public override int Size => 0;

    /// <summary>Completes when it is on the disk.</summary>
    public Task Answer => _answer.Task;

    /// <inheritdoc />
    public override void Decide(WriteBatch batch) => decide(batch);

    /// <inheritdoc />
    public override void Complete() => _answer.SetResult();

    /// <inheritdoc />
    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
