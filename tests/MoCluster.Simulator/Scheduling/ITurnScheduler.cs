namespace MoCluster.Simulator.Scheduling;

/// <summary>
/// Says when and on which thread grains run: the one place where the engine meets threads. Real time and seeded runs differ in
/// nothing but this, the clock and the source of ids.
/// </summary>
public interface ITurnScheduler
{
    /// <summary>
    /// The most turns that one grain takes in a row before others get theirs, 1 or more.
    /// </summary>
    int TurnsInARow { get; }

    /// <summary>
    /// How the task of a reply is made. Where a reply arrives on the thread of the grain that gave it, whatever waits for it must
    /// go on elsewhere: RunContinuationsAsynchronously.
    /// </summary>
    TaskCreationOptions ReplyOptions { get; }

    /// <summary>Runs what a grain has to do, once, later, never inline. The grain asks again while it has more.</summary>
    /// <param name="turns">What to execute.</param>
    /// <param name="again">Whether it has just had <see cref="TurnsInARow"/> turns, so that others come first.</param>
    void Schedule(IThreadPoolWorkItem turns, bool again);

    /// <summary>Told of each turn that is queued, on the thread that queues it; a seeded run checks that it is its own.</summary>
    void OnQueued()
    {
    }

    /// <summary>
    /// Carries a call or a reply to its receiver, where it is queued; no grain code runs in it. Real time does so at once.
    /// </summary>
    /// <param name="message">What to execute.</param>
    void Carry(IThreadPoolWorkItem message);
}
