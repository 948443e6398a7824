using System.Diagnostics;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A call that waits at a listener group for its answer, which is given once.</summary>
/// <typeparam name="T">What is answered.</typeparam>
internal abstract class GroupRequest<T>
{
    // The caller continues inside the turn that answers. All it does then is return.
    private readonly TaskCompletionSource<Outcome<T>> _answer = new();

    /// <summary>The recorded span of the call; null for none.</summary>
    public Activity? Cause { get; } = GrainActivities.Current;

    /// <summary>The answer.</summary>
    public Task<Outcome<T>> Answer => _answer.Task;

    /// <summary>Whether it was answered.</summary>
    public bool IsAnswered => _answer.Task.IsCompleted;

    /// <summary>Answers. A second answer is ignored.</summary>
    public void Reply(Outcome<T> outcome) => _answer.TrySetResult(outcome);

    /// <summary>Answers that it was not done, or is not known to be done. A second answer is ignored.</summary>
    public void Refuse(Refusal refusal) => _answer.TrySetResult(refusal);
}
