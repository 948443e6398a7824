using MoCluster.Conformance.Engines.Grains;
using MoCluster.Conformance.Engines.Hosting;
using Orleans.Streams;

namespace MoCluster.Conformance.Engines;

/// <summary>Implicit subscriptions: items reach the grain of the stream's key in order, each on a turn of its own.</summary>
public abstract class StreamTests(SharedEngine engine) : EngineTests(engine)
{
    public sealed class OnOrleans(OrleansEngine engine) : StreamTests(engine);

    public sealed class OnSimulator(SimulatedEngine engine) : StreamTests(engine);

    private IAsyncStream<Item> Observed(string suffix = "") =>
        Host.Streams.GetStream<Item>(StreamId.Create(ObservingSubscriberGrain.Namespace, Key + suffix));

    private IAsyncStream<Item> Eager => Host.Streams.GetStream<Item>(EagerSubscriberGrain.Namespace, Key);

    [Fact]
    public async Task Items_activate_the_grain_of_the_streams_key_and_come_in_order()
    {
        var names = Enumerable.Range(0, 50).Select(i => $"i{i}").ToArray();
        foreach (var name in names)
        {
            await Soon(Observed("-a").OnNextAsync(new Item(name)));
            await Soon(Observed("-b").OnNextAsync(new Item(name)));
        }

        await Soon(Observed("-a").OnNextAsync(new Item("last of a")));
        await Soon(Observed("-b").OnNextAsync(new Item("last of b")));
        await Soon(Task.WhenAll(Probe.When("last of a"), Probe.When("last of b")));
        foreach (var grain in new[] { "a", "b" })
        {
            Assert.Equal(
                names.Append($"last of {grain}").Select(name => $"{name}@{grain}"),
                Probe.Lines.Where(line => line.EndsWith($"@{grain}", StringComparison.Ordinal)));
        }

        Assert.Equal(2, Probe.Lines.Count(line => line == $"subscribed {ObservingSubscriberGrain.Namespace} {IEngineHost.StreamProvider}"));
        Assert.DoesNotContain("stray item", Probe.Lines);
    }

    [Fact]
    public async Task Publishing_waits_for_no_subscriber()
    {
        await Soon(Observed().OnNextAsync(new Item("hold")));
        await Soon(Probe.When("hold"));
        await Soon(Observed().OnNextAsync(new Item("next")));
        await Soon(Observed("-other").OnNextAsync(new Item("other")));
        await Soon(Probe.When("other"));
        Assert.False(Probe.Was("next"));
        Probe.Signal("hold go");
        await Soon(Probe.When("next"));
    }

    [Fact]
    public async Task A_stream_without_subscribers_accepts_items()
    {
        var stream = Host.Streams.GetStream<Item>(StreamId.Create("unheard", Key));
        for (var i = 0; i < 100; i++)
            await Soon(stream.OnNextAsync(new Item($"{i}")));
    }

    [Fact]
    public async Task A_call_does_not_subscribe_but_the_first_item_does()
    {
        var grain = Grain<IObservingSubscriber>();
        await Soon(grain.Wake());
        Assert.Equal(["activated 1"], Probe.Lines);
        await Soon(Observed().OnNextAsync(new Item("x")));
        await Soon(Probe.When("x"));
        Assert.Equal($"subscribed {ObservingSubscriberGrain.Namespace} {IEngineHost.StreamProvider}", Probe.Lines[1]);
    }

    [Fact]
    public async Task An_observer_attached_at_activation_gets_the_first_item()
    {
        await Soon(Eager.OnNextAsync(new Item("a")));
        await Soon(Eager.OnNextAsync(new Item("b")));
        await Soon(Probe.When("b"));
        Assert.Equal(["activated 1", $"a@{Key[^1]}", $"b@{Key[^1]}"], Probe.Lines);
    }

    [Fact]
    public async Task An_item_that_fails_comes_again_before_the_next()
    {
        await Soon(Observed().OnNextAsync(new Item("fail")));
        await Soon(Observed().OnNextAsync(new Item("next")));
        await Soon(Probe.When("next"));
        Assert.Equal(
            [$"fail@{Key[^1]}", $"fail@{Key[^1]}", $"next@{Key[^1]}"],
            Probe.Lines.Where(line => line.Contains('@', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_next_item_after_the_end_of_a_grain_goes_to_a_new_activation()
    {
        await Soon(Observed().OnNextAsync(new Item("a")));
        await Soon(Probe.When("a"));
        await Soon(Grain<IObservingSubscriber>().End());
        await Soon(Observed().OnNextAsync(new Item("b")));
        await Soon(Probe.When("b"));
        Assert.Contains("activated 2", Probe.Lines);
    }

    [Fact]
    public async Task Items_to_a_reentrant_grain_still_come_one_at_a_time()
    {
        for (var i = 0; i < 20; i++)
            await Soon(Observed().OnNextAsync(new Item($"i{i}")));
        await Soon(Probe.When("i19"));
        Assert.Equal(1, Probe.Peak);
    }
}
