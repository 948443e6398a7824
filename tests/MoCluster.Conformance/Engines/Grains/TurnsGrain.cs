using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines.Grains;

/// <summary>Calls of this grain do not interleave.</summary>
public interface ISequential : ITurns;

/// <summary>Calls of this grain interleave.</summary>
public interface IReentrant : ITurns;

/// <inheritdoc cref="ISequential"/>
public sealed class SequentialGrain(ProbeBoard probes) : TurnsGrain(probes), ISequential;

/// <inheritdoc cref="IReentrant"/>
[Reentrant]
public sealed class ReentrantGrain(ProbeBoard probes) : TurnsGrain(probes), IReentrant;

/// <inheritdoc cref="ITurns"/>
public abstract class TurnsGrain(ProbeBoard probes) : Grain, ITurns
{
    /// <summary>Whether this thread is making a call.</summary>
    [field: ThreadStatic]
    public static bool Calling { get; set; }

    private int _number;

    private Probe Probe => probes.Of(this.GetPrimaryKeyString());

    private ITurns Self => this.AsReference<ITurns>();

    public async Task Hold(string name)
    {
        Probe.Mark($"{name}+");
        await Probe.When($"{name} go");
        Probe.Mark($"{name}-");
    }

    public Task HoldInterleaving(string name) => Hold(name);

    public Task Note(string name)
    {
        Probe.Mark(name);
        return Task.CompletedTask;
    }

    public Task NoteQuickly(string name) => Note(name);

    public Task<string[]> Peek() => Task.FromResult(Probe.Lines.ToArray());

    public async Task AddInTwoSteps()
    {
        for (var i = 0; i < 5; i++)
        {
            var before = _number;
            Thread.SpinWait(200);
            _number = before + 1;
            await Task.Yield();
        }
    }

    public Task<int> Number() => Task.FromResult(_number);

    public async Task<string[]> Schedulers()
    {
        var mine = TaskScheduler.Current;
        var strays = new List<string>();
        void Check(string after)
        {
            if (!ReferenceEquals(TaskScheduler.Current, mine) || ReferenceEquals(mine, TaskScheduler.Default))
                strays.Add(after);
        }

        Check("nothing");
        await Task.Yield();
        Check("a yield");
        await Probe.When("schedulers go");
        Check("a signal from outside");
        await Task.Run(() => { }, CancellationToken.None);
        Check("the thread pool");
        await Self.Peek();
        Check("a call");
        await Task.Factory.StartNew(() => Check("a started task"), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        await Task.CompletedTask.ContinueWith(
            _ => Check("a continuation"), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
        return [.. strays];
    }

    public async Task CallSelf()
    {
        var answer = Self.Note("self");
        Probe.Write("sent");
        await answer;
    }

    public async Task<string> AwaitSelf()
    {
        try
        {
            await Self.NoteQuickly("self");
            return "answered";
        }
        catch (TimeoutException)
        {
            return "timed out";
        }
    }

    public Task<string> AwaitCycle(string other) => GrainFactory.GetGrain<ISequential>(other).AwaitBack(Self);

    public async Task<string> AwaitBack(ITurns caller)
    {
        try
        {
            await caller.NoteQuickly("back");
            return "answered";
        }
        catch (TimeoutException)
        {
            return "timed out";
        }
    }

    public async Task NeverRest()
    {
        Probe.Enter();
        while (!Probe.Was("rest"))
            await Task.Yield();
    }

    public Task<bool> RunsInsideCaller() => Task.FromResult(Calling);
}
