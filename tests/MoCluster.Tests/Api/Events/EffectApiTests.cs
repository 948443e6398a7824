using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;
using MoCluster.History.Workload;
using MoCluster.Stores.Sqlite;
using MoCluster.Tests.Api.Fixtures;
using MoCluster.Tests.Objects;
using MoCluster.Tests.Telemetry;

namespace MoCluster.Tests.Api.Events;

/// <summary>Events at the beginning and end of a validity, over HTTP. Their timing is tested in virtual time.</summary>
public sealed class EffectApiTests
{
    private static readonly StreamKey Facets = new(StreamKey.NativeNamespace, "facet");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_validity_that_began_while_the_process_was_down_is_published_once_after_the_restart()
    {
        using var directory = new TemporaryDirectory();
        Guid listener;
        await using (var before = await SiloRun.StartAsync(directory.Path))
        {
            listener = await before.Http.ListenAsync("l", routingKey: "facet");
            await before.KillAsync();
        }

        // As if they had been created the day before yesterday: midnight passed while the process was down.
        var midnight = DateTimeOffset.UtcNow - TimeSpan.FromHours(12);
        var facets = Enumerable.Range(1, 600).Select(number => new ObjectKey("facet", new Guid(number, 0, 0, new byte[8]))).ToArray();
        await using (var store = await OpenAsync(directory))
        {
            var registered = await store.CommitAsync(
                new Commit { Id = Guid.NewGuid(), Registrations = [.. facets.Select(key => Registration(key, midnight))] });
            Assert.True(registered.Committed);
        }

        await using (var after = await SiloRun.StartAsync(directory.Path))
        {
            var delivered = new HashSet<string>();
            while (delivered.Count < facets.Length)
            {
                var fetched = await after.Http.FetchManyAsync(listener, 1_000, wait: 30);
                Assert.NotEmpty(fetched);
                Assert.All(fetched, one => Assert.True(delivered.Add(one.Subject), $"{one.Subject} was delivered twice."));
            }

            Assert.Equal(facets.Select(key => key.Uuid.ToString("D")), delivered.Order());
            await after.KillAsync();
        }

        await using (var again = await SiloRun.StartAsync(directory.Path))
            Assert.Equal(0, (await again.StopAsync()).ExitCode);
        await using (var store = await OpenAsync(directory))
        {
            var log = await store.ReadEventsAsync(Facets, 1, 10_000, Cancellation);
            Assert.Equal(facets.Select(key => new RegistrationReference(key, 1)), log.Select(delivered => delivered.Registration).OrderBy(delivered => delivered!.Object));
            var left = await store.ReadDueAsync(null, DateTimeOffset.MaxValue, 1_000, Cancellation);
            Assert.Equal(facets.Select(key => new DueInstant(key, midnight.AddYears(1))), left);
        }
    }

    private static RegistrationWrite Registration(ObjectKey key, DateTimeOffset midnight) => new()
    {
        Object = key,
        Number = 1,
        Actor = Samples.Other,
        Operation = MutationKind.Create,
        State = ObjectStateCodec.Encode(
            Samples.Apply(null, Samples.Sound("facet", MutationKind.Create, """{"user_key": "f", "validity": {}}"""))),
        Presence = [],
        Due = [midnight, midnight.AddYears(1)],
    };

    private static Task<SqliteStore> OpenAsync(TemporaryDirectory directory) => SqliteStore.OpenAsync(
        new SqliteOptions { Directory = directory.Path }, TimeProvider.System, new ListLogger(), failure => Assert.Fail(failure.ToString()));
}
