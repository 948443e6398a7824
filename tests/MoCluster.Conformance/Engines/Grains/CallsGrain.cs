using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines.Grains;

/// <inheritdoc cref="ICalls"/>
public sealed class CallsGrain(ProbeBoard probes) : Grain, ICalls
{
    /// <summary>An async local that a caller sets, and that must not travel with its calls.</summary>
    public static readonly AsyncLocal<string?> Carried = new();

    private Probe Probe => probes.Of(this.GetPrimaryKeyString());

    public Task<string> Inherited() => Task.FromResult("inherited");

    public Task Plain(string line)
    {
        Probe.Mark(line);
        return Task.CompletedTask;
    }

    public Task<int> Sum(int a, int b) => Task.FromResult(a + b);

    public ValueTask PlainValue(string line)
    {
        Probe.Mark(line);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<string?> Echo(string? text)
    {
        await Task.Yield();
        return text;
    }

    public Task<Parcel> Pass(Parcel parcel) => Task.FromResult(parcel);

    public Task Fail(string how) => FailWithResult(how);

    public Task<int> FailWithResult(string how) => how == "at once"
        ? throw new ParcelException(how, new Parcel("at once", 1))
        : FailLater(how);

    public ValueTask<int> FailWithValueTask(string how) => new(FailWithResult(how));

    public Task Tell(string line) => Plain(line);

    public Task TellAndFail()
    {
        Probe.Mark("failing");
        throw new ParcelException("nobody sees this", new Parcel("", 0));
    }

    public Task TellAndHold(string name) => HoldForASecond(name);

    public async Task HoldForASecond(string name)
    {
        Probe.Mark($"{name}+");
        await Probe.When($"{name} go");
        Probe.Mark($"{name}-");
    }

    public async Task HoldUntilCancelled(string name, CancellationToken token)
    {
        Probe.Mark($"{name}+");
        try
        {
            await Probe.When($"{name} go").WaitAsync(token);
            Probe.Mark($"{name}-");
        }
        catch (OperationCanceledException)
        {
            Probe.Mark($"{name} cancelled");
            throw;
        }
    }

    public async Task HoldAnyway(string name, CancellationToken token)
    {
        Probe.Mark($"{name}+");
        await Probe.When($"{name} go");
        Probe.Mark($"{name}- {token.IsCancellationRequested}");
    }

    public async Task ObserveCancellation(CancellationToken token)
    {
        var mine = TaskScheduler.Current;
        var cancelled = new TaskCompletionSource();
        using var registration = token.Register(() =>
        {
            Probe.Mark($"own scheduler: {ReferenceEquals(TaskScheduler.Current, mine)}");
            cancelled.SetResult();
        });
        Probe.Mark("observing");
        await cancelled.Task;
    }

    public Task<string[]> Peek() => Task.FromResult(Probe.Lines.ToArray());

    public Task<int> Length(string text) => Task.FromResult(text.Length);

    public Task<Guid> KeyOf(IKeyed other) => other.Key();

    public Task<string> Ambient(string leaves)
    {
        var found = Carried.Value ?? "none";
        Carried.Value = leaves;
        return Task.FromResult(found);
    }

    private static async Task<int> FailLater(string how)
    {
        await Task.Yield();
        throw how switch
        {
            "parcel" => new ParcelException("no such parcel", new Parcel("lost", 7)),
            "cancelled" => new OperationCanceledException("the callee's own"),
            _ => new InvalidOperationException(how),
        };
    }
}

/// <inheritdoc cref="IKeyed"/>
public sealed class KeyedGrain : Grain, IKeyed
{
    public Task<Guid> Key() => Task.FromResult(this.GetPrimaryKey());

    public Task<string> Id() => Task.FromResult(this.GetGrainId().ToString());
}

/// <inheritdoc cref="ITwice"/>
[GrainType("conformance-first")]
public sealed class FirstOfTwoGrain : Grain, ITwice
{
    public Task<string> Which() => Task.FromResult(this.GetGrainId().ToString());
}

/// <inheritdoc cref="ITwice"/>
public sealed class SecondOfTwoGrain : Grain, ITwice
{
    public Task<string> Which() => Task.FromResult(this.GetGrainId().ToString());
}
