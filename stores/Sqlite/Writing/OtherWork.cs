namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>Work on the writing connection that is no commit: retention.</summary>
/// <typeparam name="T">What it answers.</typeparam>
/// <param name="decide">Decides it, and returns the answer to give when the batch is on the disk.</param>
internal sealed class OtherWork<T>(Func<WriteBatch, T> decide) : StoreWork
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <inheritdoc />
    public override int Size => 0;

    /// <summary>Completes when it is on the disk.</summary>
    public Task<T> Answer => _answer.Task;

    /// <inheritdoc />
    public override void Decide(WriteBatch batch) => _result = decide(batch);

    /// <inheritdoc />
    public override void Complete() => _answer.SetResult(_result!);

    /// <inheritdoc />
    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
