using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A <see cref="GroupRequest"/> with what its caller waits for.</summary>
/// <typeparam name="T">What is answered.</typeparam>
internal abstract class GroupRequest<T> : GroupRequest
{
    // The caller goes on within the turn that answers. All it does then is return.
    private readonly TaskCompletionSource<Outcome<T>> _answer = new();

    /// <summary>The answer.</summary>
    public Task<Outcome<T>> Answer => _answer.Task;

    /// <inheritdoc />
    public override void Refuse(Refusal refusal) => _answer.TrySetResult(refusal);

    /// <summary>Answers; a second answer is ignored.</summary>
    protected void Reply(T value) => _answer.TrySetResult(value);
}
