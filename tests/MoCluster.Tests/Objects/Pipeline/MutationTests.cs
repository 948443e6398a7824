using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using static MoCluster.Tests.Objects.Pipeline.ObjectWorld;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>What becomes true by a mutation, and what does not.</summary>
public sealed class MutationTests
{
    [Fact]
    public async Task A_create_makes_registration_and_event_in_one_commit()
    {
        await using var objects = await StartAsync();
        var facet = new ObjectKey("facet", Guid.NewGuid());
        Commit? seen = null;
        objects.Store.Before = (_, commit) => Task.FromResult(seen = commit);
        var result = await objects.DoAsync(MutationKind.Create, facet, new { uuid = facet.Uuid, user_key = "k", validity = From("2020-01-01", "2030-01-01") });

        Assert.Equal(new MutationResult(facet, 1, true, objects.Time.GetUtcNow(), []), result with { AfterTriggerFailures = [] });
        Assert.Equal(1, objects.Store.Commits);
        Assert.Single(seen!.Registrations);
        var registration = Assert.Single(await objects.RegistrationsAsync(facet));
        Assert.Equal((1, MutationKind.Create), (registration.Number, registration.Operation));
        var record = Assert.Single(await objects.EventsAsync("facet"));
        Assert.Equal(facet.Uuid.ToString("D"), record.Subject);
        Assert.Equal(facet.Uuid.ToString("D"), record.Key);
        Assert.Equal(EventRecord.DefaultPriority, record.Priority);
        Assert.Equal(new RegistrationReference(facet, 1), record.Registration);
        // Of both ends only the one that is still to come owes an event.
        var due = Assert.Single(await objects.Store.ReadDueAsync(DateTimeOffset.MaxValue, 10, Cancellation));
        Assert.Equal(new DueInstant(facet, Samples.Winter("2030-01-01")), due);
    }
}
