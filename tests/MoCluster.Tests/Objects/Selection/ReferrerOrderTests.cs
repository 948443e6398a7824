using System.Collections.Immutable;
using MoCluster.Grains.Objects.Selection.Sources;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Tests.Objects.Selection;

/// <summary>Those who refer to random targets are read whole, whatever the sizes of the lists, and no more often than needed.</summary>
public sealed class ReferrerOrderTests
{
    private readonly int _seed = Environment.TickCount;
    private readonly Random _random;

    public ReferrerOrderTests() => _random = new Random(_seed);

    [Fact]
    public void A_merge_gives_those_who_refer_in_ascending_order_each_once()
    {
        for (var round = 0; round < 300; round++)
        {
            var (lists, after, expected) = Draw(mostTargets: 20);
            var merge = new ReferrerMerge(lists.Keys, after);
            var found = new List<Guid>();
            var reads = 0;
            while (!merge.IsDone)
            {
                var (places, limit) = merge.Next(_random.Next(1, 60));
                Assert.True(++reads < 10_000, $"seed {_seed}: it does not end");
                merge.Add(places, limit, Answer(lists, places, limit));
                for (ImmutableArray<Guid> taken; !(taken = merge.Take(_random.Next(1, 40))).IsEmpty;)
                    found.AddRange(taken);
            }

            Assert.True(expected.SequenceEqual(found), $"seed {_seed}, round {round}");
        }
    }

    [Fact]
    public void A_merge_reads_only_as_far_as_is_needed()
    {
        var lists = Enumerable.Range(0, 3).ToDictionary(_ => Guid.NewGuid(), _ => Sources(1_000));
        var merge = new ReferrerMerge(lists.Keys, after: null);
        var (read, taken) = (0, 0);
        while (taken < 100)
        {
            var (places, limit) = merge.Next(100);
            var answer = Answer(lists, places, limit);
            read += answer.Length;
            merge.Add(places, limit, answer);
            taken += merge.Take(100 - taken).Length;
        }

        Assert.InRange(read, 100, 500);
    }

    [Fact]
    public void Rounds_give_all_who_refer_in_few_reads()
    {
        for (var round = 0; round < 100; round++)
        {
            var (lists, after, expected) = Draw(mostTargets: 400);
            var rounds = new ReferrerRounds(lists.Keys, after);
            var found = new List<Referrer>();
            var reads = 0;
            for (; !rounds.IsDone; reads++)
            {
                var (places, limit) = rounds.Next();
                Assert.InRange(places.Length * limit, 1, StoreLimits.MaxBatch);
                var answer = Answer(lists, places, limit);
                rounds.Add(limit, answer);
                found.AddRange(answer);
            }

            Assert.True(expected.SequenceEqual(found.Select(referrer => referrer.Source).Distinct().Order()), $"seed {_seed}, round {round}");
            Assert.Equal(found.Count, found.Distinct().Count());
            Assert.InRange(reads, 0, 2 + (found.Count / (StoreLimits.MaxBatch / 20)));
        }
    }

    private (Dictionary<Guid, Guid[]> Lists, Guid? After, IEnumerable<Guid> Expected) Draw(int mostTargets)
    {
        // The same objects may refer to several targets.
        var all = Sources(_random.Next(1, 500));
        var lists = Enumerable.Range(0, _random.Next(1, mostTargets)).ToDictionary(
            _ => Guid.NewGuid(), _ => _random.Next(3) == 0 ? [] : _random.GetItems(all, _random.Next(1, all.Length)).Distinct().Order().ToArray());
        Guid? after = _random.Next(2) == 0 ? null : all[_random.Next(all.Length)];
        return (lists, after, lists.Values.SelectMany(list => list).Distinct().Order().Where(uuid => after is not { } last || uuid.CompareTo(last) > 0));
    }

    private static Guid[] Sources(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).Order()];

    private static ImmutableArray<Referrer> Answer(Dictionary<Guid, Guid[]> lists, ImmutableArray<ReferrerPlace> places, int limit) =>
    [
        .. places.SelectMany(place => lists[place.Target]
            .Where(uuid => place.After is not { } after || uuid.CompareTo(after) > 0).Take(limit).Select(uuid => new Referrer(place.Target, uuid))),
    ];
}
