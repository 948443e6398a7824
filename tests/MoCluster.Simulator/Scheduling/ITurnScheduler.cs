namespace MoCluster.Simulator.Scheduling;

/// <summary>
/// Decides when and on which thread grains run: the only place where the engine meets threads. Real time and seeded runs differ only in
/// this, the clock and the source of ids.
/// </summary>
public interface ITurnScheduler
{
    /// <summary>The most turns that one grain takes in a row before others get theirs, 1 or more.</summary>
    int TurnsInARow { get; }

    /// <summary>
    /// How the task of a reply is created. Where a reply arrives on the thread of the grain that gave it, its continuations must run
    /// elsewhere: RunContinuationsAsynchronously.
    /// </summary>
    TaskCreationOptions ReplyOptions { get; }

    /// <summary>Runs the turns of a grain, once, later, never inline. The grain asks again while it has more.</summary>
    /// <param name="turns">The work to execute.</param>
    /// <param name="again">Whether it has just had <see cref="TurnsInARow"/> turns, so that others come first.</param>
    void Schedule(IThreadPoolWorkItem turns, bool again);

    /// <summary>Called for each queued turn, on the thread that queues it; a seeded run checks that this is its own thread.</summary>
    void OnQueued()
    {
    }

    /// <summary>
    /// Carries a call or a reply to its receiver, where it is queued; no grain code runs in it. In real time this happens at once.
    /// </summary>
    /// <param name="message">The work to execute.</param>
    void Carry(IThreadPoolWorkItem message);
}
