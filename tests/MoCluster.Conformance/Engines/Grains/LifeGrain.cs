using MoCluster.Conformance.Engines.Hosting;
using MoCluster.Grains;

namespace MoCluster.Conformance.Engines.Grains;

/// <inheritdoc cref="ISequentialLife"/>
public sealed class SequentialLifeGrain(ProbeBoard probes) : LifeGrain(probes), ISequentialLife;

/// <inheritdoc cref="IReentrantLife"/>
[Reentrant]
public sealed class ReentrantLifeGrain(ProbeBoard probes) : LifeGrain(probes), IReentrantLife;

/// <inheritdoc cref="ILife"/>
public abstract class LifeGrain(ProbeBoard probes) : Grain, ILife, IDisposable
{
    private readonly Dictionary<string, IGrainTimer> _timers = [];
    private TaskScheduler? _scheduler;
    private int _activation;

    private Probe Probe => probes.Of(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _scheduler = TaskScheduler.Current;
        _activation = Probe.Count("activations");
        await Task.Yield();
        Probe.Mark($"activated {_activation}");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Probe.Mark($"deactivated {_activation} {reason.ReasonCode} {reason.Description}");
        if (reason.Description == "fail")
            throw new InvalidOperationException("as asked");
    }

    public void Dispose()
    {
        Probe.Mark($"disposed {_activation}");
        GC.SuppressFinalize(this);
    }

    public Task<int> Activation() => Task.FromResult(_activation);

    public async Task<int> Hold(string name)
    {
        Probe.Mark($"{name}+");
        await Probe.When($"{name} go");
        Probe.Mark($"{name}-");
        return _activation;
    }

    public Task<int> End(string reason)
    {
        if (reason == "idle")
            DeactivateOnIdle();
        else
            GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, reason));
        return Activation();
    }

    public async Task<int> EndAndHold(string name)
    {
        await End("first");
        await End("second");
        return await Hold(name);
    }

    public Task StartTimer(string name, TimerPlan plan)
    {
        var ticks = 0;
        _timers[name] = this.RegisterGrainTimer(
            token => TickAsync(name, plan, ++ticks, token),
            new GrainTimerCreationOptions(plan.DueTime, plan.Period) { Interleave = plan.Interleave });
        return Task.CompletedTask;
    }

    public Task ChangeTimer(string name, TimeSpan dueTime, TimeSpan period)
    {
        _timers[name].Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task StopTimer(string name)
    {
        _timers[name].Dispose();
        return Task.CompletedTask;
    }

    public Task<string[]> Peek() => Task.FromResult(Probe.Lines.ToArray());

    private async Task TickAsync(string name, TimerPlan plan, int tick, CancellationToken token)
    {
        Probe.Enter();
        if (!ReferenceEquals(TaskScheduler.Current, _scheduler))
            Probe.Mark("stray tick");
        Probe.Mark($"{name} {tick}");
        if (plan.HoldsFirstTick && tick == 1)
        {
            using var registration = token.Register(() => Probe.Signal($"{name} token"));
            await Probe.When($"{name} go");
            Probe.Mark($"{name} {tick}-");
        }

        Probe.Leave();
        if (plan.FailsFirstTick && tick == 1)
            throw new InvalidOperationException("as asked");
    }
}

/// <inheritdoc cref="IFragile"/>
public sealed class FragileGrain(ProbeBoard probes) : Grain, IFragile
{
    private int _activation;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var probe = probes.Of(this.GetPrimaryKeyString());
        _activation = probe.Count("activations");
        probe.Mark($"activating {_activation}");
        await probe.When($"activation {_activation} go");
        if (!probe.Was("healed"))
            throw new ParcelException($"activation {_activation} fails", new Parcel("broken", _activation));
    }

    public Task<int> Activation() => Task.FromResult(_activation);
}

/// <inheritdoc cref="IHesitant"/>
public sealed class HesitantGrain(ProbeBoard probes) : Grain, IHesitant
{
    private int _activation;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _activation = probes.Of(this.GetPrimaryKeyString()).Count("activations");
        if (_activation > 1)
            return;

        DeactivateOnIdle();
        await probes.Of(this.GetPrimaryKeyString()).When("never").WaitAsync(cancellationToken);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probes.Of(this.GetPrimaryKeyString()).Mark($"deactivated {_activation}");
        return Task.CompletedTask;
    }

    public Task<int> Activation() => Task.FromResult(_activation);
}

/// <inheritdoc cref="IWaiting"/>
[Reentrant]
public sealed class WaitingGrain(ProbeBoard probes) : Grain, IWaiting, IEndsWaits
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _activation;

    private Probe Probe => probes.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _activation = Probe.Count("activations");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Mark($"deactivated {_activation}");
        return Task.CompletedTask;
    }

    public async Task<string> Wait()
    {
        Probe.Mark($"waits {_activation}");
        await _end.Task;
        return $"let go by {_activation}";
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<int> Activation() => Task.FromResult(_activation);

    public void EndWaits()
    {
        Probe.Mark("let go");
        _end.TrySetResult();
    }
}

/// <inheritdoc cref="IStillborn"/>
public sealed class StillbornGrain : Grain, IStillborn
{
    public StillbornGrain() => throw new ParcelException("never born", new Parcel("", 0));

    public Task Nothing() => Task.CompletedTask;
}
