using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace MoCluster.Simulator.Scheduling;

/// <summary>
/// Runs everything on one thread and in virtual time, and draws from a seed what comes next: a grain's turn, a message's arrival, or a
/// timer that is due. The same seed gives the same run, another seed another order. When nothing can run, the clock moves to the next
/// timer.
/// </summary>
public sealed class SeededScheduler : ITurnScheduler, ICallCycleObserver
{
    private readonly SeededRandom _draws;
    private readonly SeededRandom _ids;
    private readonly List<IThreadPoolWorkItem> _runnable = [];
    private readonly ConcurrentQueue<string> _strays = new();
    private int _thread;
    private string? _cycle;
    private (string What, Exception? Cause)? _failure;

    /// <summary>Creates a run.</summary>
    /// <param name="seed">Determines every draw.</param>
    /// <param name="start">The virtual time at which the run begins; by default the beginning of 2025.</param>
    public SeededScheduler(int seed, DateTimeOffset? start = null)
    {
        Seed = seed;
        _draws = new SeededRandom((ulong)seed);
        _ids = new SeededRandom(~(ulong)seed);
        Time = new VirtualTime(this, start ?? new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    /// <summary>Determines every draw.</summary>
    public int Seed { get; }

    /// <summary>The run's clock.</summary>
    public VirtualTime Time { get; }

    /// <summary>How many steps have run: turns, arrivals and timers.</summary>
    public long Steps { get; private set; }

    /// <summary>The most steps before the run fails. 50 million.</summary>
    public long MaxSteps { get; set; } = 50_000_000;

    /// <summary>The most virtual time before the run fails. 1 day.</summary>
    public TimeSpan MaxTime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Called between two steps, with no grain code on the stack: there a run injects its faults. Null for nothing.</summary>
    public Action? BetweenSteps { get; set; }

    /// <inheritdoc/>
    public int TurnsInARow => 1;

    /// <summary>A reply arrives in a step of its own, so its continuations run within the run.</summary>
    public TaskCreationOptions ReplyOptions => TaskCreationOptions.None;

    /// <summary>A unique id, from the seed.</summary>
    /// <returns>The id.</returns>
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, _ids.Next());
        BitConverter.TryWriteBytes(bytes[8..], _ids.Next());
        return new Guid(bytes);
    }

    /// <summary>A number from the seed, for decisions of the run that would otherwise be random.</summary>
    /// <param name="bound">The number is below this; 1 or more.</param>
    /// <returns>The number, 0 or more.</returns>
    public int Draw(int bound) => _draws.Next(bound);

    /// <summary>Runs an action as a step of its own, on no grain's turn, after the steps drawn before it.</summary>
    /// <param name="step">The action. An exception of it ends the run.</param>
    public void Post(Action step)
    {
        ArgumentNullException.ThrowIfNull(step);
        Add(new PostedStep(step));
    }

    /// <summary>Runs an action as a step of its own when a time has passed.</summary>
    /// <param name="delay">The time; zero or less for at once.</param>
    /// <param name="step">The action.</param>
    public void Post(TimeSpan delay, Action step)
    {
        if (delay <= TimeSpan.Zero)
            Post(step);
        else
            Time.CreateTimer(static step => ((Action)step!)(), step, delay, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Schedule(IThreadPoolWorkItem turns, bool again) => Add(turns);

    /// <inheritdoc/>
    public void Carry(IThreadPoolWorkItem message) => Add(message);

    /// <inheritdoc/>
    public void OnCallCycle(string cycle) => _cycle ??= cycle;

    /// <summary>Runs a scenario to its end, and the grains with it. The scenario's awaits are turns like any other.</summary>
    /// <param name="scenario">The scenario, which must not leave the thread.</param>
    /// <exception cref="SeededRunException">
    /// Grains wait for each other, nothing can ever run again, code left the thread, or a limit is reached.
    /// </exception>
    public void Run(Func<Task> scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            var done = Start(scenario);
            while (!done.IsCompleted)
                Step();
            done.GetAwaiter().GetResult();
            Check();
        }
        finally
        {
            _thread = 0;
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc/>
    public void OnQueued()
    {
        if (IsStray)
            _strays.Enqueue(new StackTrace(true).ToString());
    }

    internal void Add(IThreadPoolWorkItem step)
    {
        if (IsStray)
            _strays.Enqueue(new StackTrace(true).ToString());
        else
            _runnable.Add(step);
    }

    private bool IsStray => _thread != 0 && Environment.CurrentManagedThreadId != _thread;

    private Task Start(Func<Task> scenario)
    {
        Exception? escaped = null;
        var client = new TurnQueue(this, null, exception => escaped = exception);
        var done = new TaskCompletionSource();
        client.Enqueue(new ActionTurn(() => _ = FinishAsync()));
        return done.Task;

        async Task FinishAsync()
        {
            try
            {
                await scenario();
                if (escaped is not null)
                    throw Failed("the scenario let an exception escape", escaped);
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }
    }

    /// <summary>Ends the run at the next step.</summary>
    internal void Fail(string what, Exception? cause = null) => _failure ??= (what, cause);

    private void Step()
    {
        BetweenSteps?.Invoke();
        Check();
        if (_runnable.Count == 0 && !Time.TryAdvance())
            throw Failed("nothing can run and no timer is set: the scenario waits for an event that never comes");

        var drawn = _draws.Next(_runnable.Count);
        var step = _runnable[drawn];
        _runnable[drawn] = _runnable[^1];
        _runnable.RemoveAt(_runnable.Count - 1);
        Steps++;
        step.Execute();
    }

    private void Check()
    {
        if (_strays.TryDequeue(out var stray))
        {
            throw Failed(
                "something left the thread and came back from another: Task.Run, ConfigureAwait(false), real I/O or a real timer, or a "
                + $"WhenAll, WhenAny or WaitAsync over a task made with RunContinuationsAsynchronously. It came back at\n{stray}");
        }

        if (_failure is { } failure)
            throw Failed(failure.What, failure.Cause);
        if (_cycle is not null)
            throw Failed($"calls wait for each other: {_cycle}");
        if (Steps >= MaxSteps)
            throw Failed($"{nameof(MaxSteps)} is reached");
        if (Time.Elapsed > MaxTime)
            throw Failed($"{nameof(MaxTime)} ({MaxTime}) is over");
    }

    private SeededRunException Failed(string what, Exception? cause = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"Seed {Seed}, step {Steps}, after {Time.Elapsed}: {what}."), Seed, cause);

    private sealed class PostedStep(Action step) : IThreadPoolWorkItem
    {
        public void Execute() => step();
    }
}
