using MoCluster.Conformance.Engines.Grains;
using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines;

/// <summary>Arguments, results and errors are passed between caller and grain, and so are references to grains.</summary>
public abstract class CallTests(SharedEngine engine) : EngineTests(engine)
{
    public sealed class OnOrleans(OrleansEngine engine) : CallTests(engine);

    public sealed class OnSimulator(SimulatedEngine engine) : CallTests(engine);

    private ICalls Calls => Grain<ICalls>();

    [Fact]
    public async Task All_shapes_of_methods_answer()
    {
        await Soon(Calls.Plain("task"));
        await Soon(Calls.PlainValue("value task").AsTask());
        Assert.Equal(5, await Soon(Calls.Sum(2, 3)));
        Assert.Equal("text", await Soon(Calls.Echo("text").AsTask()));
        Assert.Null(await Soon(Calls.Echo(null).AsTask()));
        Assert.Equal(new Parcel("p", 1), await Soon(Calls.Pass(new Parcel("p", 1))));
        Assert.Equal("inherited", await Soon(Calls.Inherited()));
        Assert.Equal(["task", "value task"], Probe.Lines);
    }

    [Theory]
    [InlineData("at once")]
    [InlineData("parcel")]
    public async Task An_exception_crosses_with_its_type_and_data(string how)
    {
        var calls = new Func<Task>[]
        {
            () => Calls.Fail(how), () => Calls.FailWithResult(how), () => Calls.FailWithValueTask(how).AsTask(),
        };
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<ParcelException>(() => Soon(call()));
            Assert.Equal(how == "parcel" ? new Parcel("lost", 7) : new Parcel("at once", 1), error.Parcel);
            Assert.Contains(nameof(CallsGrain), error.StackTrace, StringComparison.Ordinal);
        }

        Assert.Equal(2, await Soon(Calls.Sum(1, 1)));
    }

    [Fact]
    public async Task A_callee_that_cancels_itself_cancels_the_callers_task()
    {
        var call = Calls.Fail("cancelled");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Soon(call));
        Assert.Equal(TaskStatus.Canceled, call.Status);
    }

    [Fact]
    public async Task References_can_be_compared_and_passed()
    {
        var key = Guid.NewGuid();
        var keyed = Host.Grains.GetGrain<IKeyed>(key);
        Assert.Equal(key, await Soon(keyed.Key()));
        Assert.Equal(key, await Soon(Calls.KeyOf(keyed)));
        Assert.Equal(key, keyed.GetPrimaryKey());
        Assert.Equal($"keyed/{key:N}", await Soon(keyed.Id()));
        Assert.Equal($"keyed/{key:N}", keyed.GetGrainId().ToString());

        Assert.Equal(Host.Grains.GetGrain<IKeyed>(key), keyed);
        Assert.Equal(Host.Grains.GetGrain<IKeyed>(key).GetHashCode(), keyed.GetHashCode());
        Assert.NotEqual(Host.Grains.GetGrain<IKeyed>(Guid.NewGuid()), keyed);
        Assert.Equal<object>(Calls, Calls.AsReference<IInherited>());
        Assert.Equal("inherited", await Soon(Host.Grains.GetGrain<IInherited>(Calls.GetGrainId()).Inherited()));
    }

    [Fact]
    public void A_key_is_kept_verbatim()
    {
        const string key = "a/b ø+ü%?";
        Assert.Equal(key, Host.Grains.GetGrain<ICalls>(key).GetPrimaryKeyString());
    }

    [Fact]
    public async Task A_grain_that_cannot_be_found_is_refused_with_the_reason()
    {
        Assert.Throws<ArgumentException>(() => Host.Grains.GetGrain<ICalls>(""));
        Assert.Throws<ArgumentException>(() => Host.Grains.GetGrain<ICalls>(" "));
        Assert.Throws<ArgumentNullException>(() => Host.Grains.GetGrain<ICalls>((string)null!));

        var nobody = Assert.Throws<ArgumentException>(() => Host.Grains.GetGrain<INobody>("x"));
        Assert.Contains(nameof(INobody), nobody.Message, StringComparison.Ordinal);
        var twice = Assert.Throws<ArgumentException>(() => Host.Grains.GetGrain<ITwice>("x"));
        Assert.Contains("Candidates", twice.Message, StringComparison.Ordinal);

        var second = Host.Grains.GetGrain<ITwice>(Key, typeof(SecondOfTwoGrain).FullName);
        Assert.Equal($"secondoftwo/{Key}", await Soon(second.Which()));
        var first = Host.Grains.GetGrain<ITwice>(Key, typeof(FirstOfTwoGrain).FullName);
        Assert.Equal($"conformance-first/{Key}", await Soon(first.Which()));
    }

    [Fact]
    public async Task A_one_way_call_returns_at_once_without_an_outcome()
    {
        await Soon(Calls.Peek());
        var call = Calls.TellAndHold("a");
        Assert.True(call.IsCompletedSuccessfully);
        await Soon(Probe.When("a+"));

        // The call occupies the grain all the same.
        var next = Calls.Plain("b");
        Assert.Equal(["a+"], await Soon(Calls.Peek()));
        Probe.Signal("a go");
        await Soon(next);

        Assert.True(Calls.TellAndFail().IsCompletedSuccessfully);
        await Soon(Probe.When("failing"));
        await Soon(Calls.Plain("c"));
        Assert.Equal(["a+", "a-", "b", "failing", "c"], Probe.Lines);
    }

    [Fact]
    public async Task Async_locals_of_a_caller_or_another_call_do_not_travel()
    {
        CallsGrain.Carried.Value = "caller's";
        await Soon(Calls.Peek());

        // Held back, so that they run one right after the other.
        var hold = Calls.TellAndHold("a");
        var calls = Enumerable.Range(0, 20).Select(i => Calls.Ambient($"left by {i}")).ToArray();
        Probe.Signal("a go");
        await Soon(hold);
        Assert.All(await Soon(Task.WhenAll(calls)), found => Assert.Equal("none", found));
    }
}
