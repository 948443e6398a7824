using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>Long histories and user keys of very many objects are read whole, from whichever row they are in.</summary>
public sealed class ObjectReadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_history_is_read_in_every_range()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await using var fixture = new SqliteFixture();
        var (key, other) = (new ObjectKey("org_unit", Guid.NewGuid()), new ObjectKey("org_unit", Guid.NewGuid()));
        var written = 0L;

        // The ids move from the object's row into others at 256, 384, …, in the middle of a batch or at its end. Another object's registrations lie between.
        foreach (var length in new[] { 1, 127, 128, 129, 255, 256, 257, 383, 384, 385, 1_030 })
        {
            var store = await fixture.OpenAsync(options => options with { MaxBatchCommits = random.Next(1, 200) });
            var commits = new List<Task>();
            while (written < length)
            {
                written++;
                commits.Add(store.CommitAsync(Registrations.Commit(Registrations.Of(key, written), Registrations.Of(other, written))).AsTask());
            }

            await Task.WhenAll(commits);
            Assert.Equal(length, Assert.Single(await store.ReadObjectsAsync([key], Cancellation))!.Number);
            for (var check = 0; check < 60; check++)
            {
                var after = check < 12 ? Math.Max(0, length - (check * 64)) : random.Next(-1, length + 2);
                var limit = check % 3 == 0 ? 1_000 : random.Next(1, 400);
                var found = await store.ReadRegistrationsAsync(key, after, limit, Cancellation);
                var expected = Enumerable.Range(1, length).Where(number => number > after).Take(limit).Select(number => (long)number).ToArray();
                Assert.True(expected.SequenceEqual(found.Select(row => row.Number)), $"seed {seed}: {length} registrations, {limit} after {after}");
                Assert.All(found, row => Assert.Equal(row.Number, BitConverter.ToInt64(row.State.AsSpan())));
            }

            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Objects_with_one_of_several_user_keys_are_listed_page_by_page_once_each()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await using var fixture = new SqliteFixture();
        var store = await fixture.OpenAsync();

        // Each key belongs to more objects than are read at once, the first only to small uuids, the last only to large ones; some objects have all.
        string[] keys = ["low", "any", "high"];
        var objects = new List<(Guid Uuid, string[] Keys)>();
        for (var i = 0; i < 4_000; i++)
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            var of = i % 50 == 0 ? keys : [bytes[0] < 0x80 ? "low" : "high", .. random.Next(2) == 0 ? ["any"] : Array.Empty<string>()];
            objects.Add((new Guid(bytes, bigEndian: true), of));
        }

        await Task.WhenAll(objects.Chunk(100).Select(part => store.CommitAsync(Registrations.Commit(
            [.. part.Select(each => Registrations.Of(new ObjectKey("org_unit", each.Uuid), 1, each.Keys))])).AsTask()));
        foreach (var wanted in new[] { keys, ["high", "low"], ["any", "any"], ["nobody", "low"] })
        {
            var expected = objects.Where(each => each.Keys.Intersect(wanted).Any()).Select(each => each.Uuid).Order().ToArray();
            Assert.True(expected.Length > 1_000);
            var found = new List<Guid>();
            while (true)
            {
                var page = await store.ListObjectsAsync(
                    new ObjectQuery("org_unit", 700, After: found.Count == 0 ? null : found[^1], UserKeys: [.. wanted]), Cancellation);
                found.AddRange(page.Select(row => row.Object.Uuid));
                if (page.Length < 700)
                    break;
            }

            Assert.True(expected.SequenceEqual(found), $"seed {seed}: {string.Join(", ", wanted)}");
        }
    }
}
