using System.Collections.Concurrent;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>
/// Silos that write deliveries of an object at the moment at which another one deletes, delays or replays the one before. None may be left that nobody finds.
/// </summary>
public sealed class DeliveryRaceTests : DatabaseTests
{
    private const int Objects = 6;
    private const int Writers = 4;
    private const int CommitsAWriter = 150;

    [Fact]
    public async Task Every_delivery_is_found_and_those_of_an_object_in_the_order_of_their_commits()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed} of the choices; the interleaving is the server's");
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options with { MaxBatchCommits = 3 });
        Guid[] registrations = [Guid.NewGuid(), Guid.NewGuid()];
        ObjectKey[] units = [.. Enumerable.Range(0, Objects).Select(_ => Make.Object())];
        var written = new ConcurrentDictionary<(Guid, ObjectKey), int>();
        var made = new List<(Guid Registration, ObjectKey Object, int Place)>();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer))));

        // Whoever looks after the writers have ended must find what is left.
        for (var isOver = false; !isOver;)
        {
            var isWritten = writing.IsCompleted;
            var found = 0;
            foreach (var registration in registrations)
                found += await DeliverAsync(registration);
            isOver = isWritten && found == 0;
        }

        await writing;
        Assert.Empty(await one.ReadDeliveryBacklogsAsync(null, 10, Cancellation));
        Assert.Equal(2 * Writers * CommitsAWriter, made.Count);
        foreach (var queue in made.GroupBy(each => (each.Registration, each.Object)))
            Assert.Equal(Enumerable.Range(0, written[queue.Key]), queue.Select(each => each.Place));
        await SharedServer.DropAsync(options);

        // Each writer has its own objects, so that it knows in which order their commits were made.
        async Task WriteAsync(int writer)
        {
            var random = new Random(seed + writer);
            for (var i = 0; i < CommitsAWriter; i++)
            {
                var unit = units[random.Next(Objects)] with { Type = $"type_{writer}" };
                var deliveries = registrations.Select(registration => new DeliveryWrite(
                    registration, unit, [.. BitConverter.GetBytes(written.AddOrUpdate((registration, unit), 1, (_, count) => count + 1) - 1)]));
                await SucceedAsync(random.Next(2) == 0 ? one : other, Make.Commit(Make.Event()) with { Deliveries = [.. deliveries] });
            }
        }

        async Task<int> DeliverAsync(Guid registration)
        {
            var due = await one.ReadDueDeliveriesAsync(registration, DateTimeOffset.MaxValue, 16, Cancellation);
            var random = new Random(seed);
            var changes = due.Rows.Select(row => random.Next(4) switch
            {
                0 => new DeliveryChange.Retried(row.Key, row.Attempts + 1, row.Time, "again"),
                1 => new DeliveryChange.Replayed(row.Key),
                _ => (DeliveryChange)new DeliveryChange.Delivered(row.Key),
            }).ToList();
            made.AddRange(due.Rows.Where((_, place) => changes[place] is DeliveryChange.Delivered)
                .Select(row => (registration, row.Object, BitConverter.ToInt32(row.Payload.AsSpan()))));
            seed++;
            await SucceedAsync(random.Next(2) == 0 ? one : other, new Commit { Id = Guid.NewGuid(), DeliveryChanges = [.. changes] });
            return due.Rows.Length;
        }
    }
}
