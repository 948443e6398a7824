using Microsoft.Extensions.Options;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.Grains.Registries;
using MoCluster.Grains.Triggers;
using MoCluster.Grains.Triggers.Registry;
using Orleans.Serialization;
using Orleans.Storage;

namespace MoCluster.Tests.Triggers;

/// <summary>The decisions of the registry of HTTP triggers: what changes the version, whom a removal waits for, when endpoints are asked.</summary>
public sealed class RegistryRulesTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_version_goes_up_with_the_triggers_and_not_with_what_is_wrong()
    {
        var configured = RegisteredTriggers.None.Configured(["http://a", "http://b"]);
        Assert.Equal((0, 2), (configured.Version, configured.Endpoints.Length));
        var answered = configured.Answered("http://a", [Trigger("/x"), Trigger("/y")], Now);
        Assert.Equal(1, answered.Version);
        Assert.Equal(1, answered.Answered("http://a", [Trigger("/y"), Trigger("/x")], Now.AddDays(1)).Version);
        var failed = answered.Failed("http://a", "No answer.");
        Assert.Equal((1, 2, "No answer."), (failed.Version, failed.Endpoints[0].Triggers.Length, failed.Endpoints[0].Problem));
        Assert.Null(failed.Answered("http://a", [], Now).Endpoints[0].Problem);
        Assert.Equal(2, failed.Answered("http://a", [Trigger("/x")], Now).Version);
        Assert.Equal(2, answered.Answered("http://a", [Trigger("/x"), Trigger("/y") with { Order = 1 }], Now).Version);
        Assert.Equal((2, 1), (answered.Configured(["http://b"]).Version, answered.Configured(["http://b"]).Endpoints.Length));
        Assert.Equal(1, answered.Configured(["http://a"]).Version);
    }

    [Fact]
    public void A_stored_state_is_read_into_an_object_of_its_own()
    {
        var serializer = new JsonGrainStorageSerializer(new OrleansJsonSerializer(Options.Create(new OrleansJsonSerializerOptions())));
        var stored = new TriggerRegistryState { Registered = RegisteredTriggers.None.Configured(["http://a"]).Answered("http://a", [Trigger("/x")], Now) };
        var read = serializer.Deserialize<TriggerRegistryState>(serializer.Serialize(stored))!.Registered;
        Assert.Equal((1, Trigger("/x")), (read.Version, read.Endpoints[0].Triggers[0]));
        Assert.Equal(0, RegisteredTriggers.None.Version);
        Assert.Empty(RegisteredTriggers.None.Endpoints);
    }

    [Fact]
    public void A_removal_waits_for_each_silo_until_it_follows_or_its_lease_ends()
    {
        var followers = new RegistryFollowers(Lease, Seconds(3));
        followers.Follow("a", 1, Seconds(0));
        followers.Follow("b", 1, Seconds(1));
        Assert.Equal(Seconds(5), followers.Missing(2, Seconds(1)));
        followers.Follow("b", 2, Seconds(2));
        Assert.Equal(Seconds(3), followers.Missing(2, Seconds(2)));
        Assert.Equal(TimeSpan.Zero, followers.Missing(2, Seconds(5)));

        // Silos that followed an earlier activation may be about until the strangers' time is over.
        followers = new RegistryFollowers(Lease, Seconds(3));
        followers.Follow("a", 2, Seconds(0));
        Assert.Equal(Seconds(2), followers.Missing(2, Seconds(1)));
        Assert.Equal(TimeSpan.Zero, followers.Missing(2, Seconds(3)));
    }

    [Fact]
    public async Task A_silo_knows_by_its_lease_until_when_it_may_run_triggers()
    {
        var time = new FakeTimeProvider();
        var copy = new RegistryCopy(time);
        Assert.False(copy.IsCurrent);
        var asked = time.GetTimestamp();
        time.Advance(Seconds(1));
        copy.Renew(asked, Lease);
        time.Advance(Seconds(3.9));
        Assert.True(copy.IsCurrent);
        time.Advance(Seconds(0.1));
        Assert.False(copy.IsCurrent);
        var waiting = copy.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        copy.Renew(time.GetTimestamp(), Lease);
        await waiting;
        Assert.True(new RegistryCopy(null).IsCurrent);
    }

    [Fact]
    public void An_endpoint_is_asked_again_sooner_while_it_does_not_answer()
    {
        var options = new TriggerRegistryOptions { RefreshInterval = Seconds(10), RetryAfter = Seconds(2) };
        var schedule = new EndpointSchedule(options);
        var asked = new List<double>();
        for (var second = 0; second <= 60; second++)
        {
            foreach (var address in schedule.Due(["a"], Seconds(second)).ToArray())
            {
                asked.Add(second);
                schedule.Asked(address, answered: second is >= 32 and < 52, Seconds(second));
            }
        }

        Assert.Equal([0, 2, 6, 14, 24, 34, 44, 54, 56, 60], asked);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static EndpointTrigger Trigger(string url)
    {
        var stage = new TriggerStage(TriggerEventType.Before, "org_unit", MutationKind.Create);
        return new EndpointTrigger { Id = TriggerIds.Of("http://a", url, stage), Endpoint = "http://a", Url = url, Stage = stage };
    }
}
