using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Selection;

namespace MoCluster.Conformance.Stores.Selection;

/// <summary>Random selections over random objects find, in every store, what a naive evaluator finds by looking at all objects.</summary>
public sealed class SelectionTests : StoreTests
{
    private static readonly SelectionOptions Small = new() { ChunkLength = 7 };

    /// <summary>A seed drawn for each run; <c>MOCLUSTER_SELECTIONS=N</c> draws N. <c>MOCLUSTER_SEED=S</c> replays one.</summary>
    public static TheoryData<StoreKind, int> Seeds()
    {
        var today = Environment.TickCount;
        var count = int.TryParse(Environment.GetEnvironmentVariable("MOCLUSTER_SELECTIONS"), out var asked) ? asked : 1;
        int[] all = int.TryParse(Environment.GetEnvironmentVariable("MOCLUSTER_SEED"), out var seed)
            ? [seed]
            : [1, .. Enumerable.Range(0, count).Select(i => unchecked(today + i))];
        var seeds = new TheoryData<StoreKind, int>();
        foreach (var kind in new[] { StoreKind.Memory, StoreKind.Sqlite, StoreKind.PostgreSql })
        {
            foreach (var each in all)
                seeds.Add(kind, each);
        }

        return seeds;
    }

    [Theory, MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public async Task A_selection_finds_what_its_conditions_say(StoreKind kind, int seed)
    {
        var random = new Random(seed);
        var world = new ObjectWorld(random);
        await using var host = await StoreHost.OpenAsync(kind);
        await world.WriteAsync(host);
        var (selections, naive) = (new RandomSelections(world, random), new NaiveSelection(world));
        var found = 0;
        for (var round = 0; round < 300; round++)
        {
            var reader = new SelectionReader(host.Store, ObjectCatalogue.BuiltIn, random.Next(2) == 0 ? Small : new SelectionOptions());
            var selection = selections.Next();
            var told = $"MOCLUSTER_SEED={seed}, {kind}, round {round}: {Describe(selection)}";
            var expected = naive.Find(selection).Select(each => new FoundObject(each.Key, each.State)).ToList();
            found += expected.Count;
            Assert.True(expected.SequenceEqual((await reader.ReadAsync(selection, null, int.MaxValue, Cancellation)).Value), told);
            Assert.True(expected.SequenceEqual(await PagesAsync(reader, selection, random.Next(1, 9))), $"pages of {told}");
            if (selections.Referring(ObjectWorld.Types[random.Next(ObjectWorld.Types.Length)]) is var (source, field))
                await RelationAsync(reader, selections.Next(source), field, selections.Uuids(ObjectCatalogue.BuiltIn[field.Target!]), naive, $"{field.Name}, {told}");
        }

        Assert.True(found > 300, $"seed {seed}: only {found} objects were found");
    }

    [Theory, MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public async Task A_condition_of_each_kind_finds_what_it_says(StoreKind kind, int seed)
    {
        var random = new Random(seed);
        var world = new ObjectWorld(random);
        await using var host = await StoreHost.OpenAsync(kind);
        await world.WriteAsync(host);
        var (selections, naive) = (new RandomSelections(world, random), new NaiveSelection(world));
        var reader = new SelectionReader(host.Store, ObjectCatalogue.BuiltIn, Small);
        for (var condition = 0; condition < RandomSelections.Kinds; condition++)
        {
            // A condition that finds all or nothing proves little, and so does a tree without branches.
            var telling = 0;
            for (var round = 0; round < 400 && telling < 20; round++)
            {
                var selection = selections.Of(condition);
                var expected = naive.Find(selection).Select(each => each.Key).ToList();
                var read = (await reader.ReadAsync(selection, null, int.MaxValue, Cancellation)).Value.Select(found => found.Key);
                Assert.True(expected.SequenceEqual(read), $"MOCLUSTER_SEED={seed}, {kind}: {Describe(selection)}");
                var ends = selection.Conditions[0] switch
                {
                    SelectionCondition.Below below => naive.Find(below.Top).Count,
                    SelectionCondition.Above above => naive.Find(above.Bottom).Count,
                    _ => 0,
                };
                if (expected.Count > ends && expected.Count < naive.Find(selection with { Conditions = [] }).Count)
                    telling++;
            }

            Assert.True(telling >= 10, $"MOCLUSTER_SEED={seed}: only {telling} conditions of kind {condition} found some");
        }
    }

    [Theory, EveryStore]
    public async Task What_was_registered_earlier_is_read_of_many_objects(StoreKind kind)
    {
        var seed = Environment.TickCount;
        var world = new ObjectWorld(new Random(seed));
        await using var host = await StoreHost.OpenAsync(kind);
        await world.WriteAsync(host);
        var reader = new SelectionReader(host.Store, ObjectCatalogue.BuiltIn, new SelectionOptions());
        ObjectKey[] keys = [.. world.Objects.Keys, new ObjectKey("person", Guid.NewGuid()), world.Objects.Keys.First()];
        for (var day = -1; day <= ObjectWorld.Days; day++)
        {
            var states = await reader.ReadAtAsync(keys, ObjectWorld.Day(day), Cancellation);
            var expected = world.Objects.Where(each => each.Value[0].Row.Time <= ObjectWorld.Day(day))
                .ToDictionary(each => each.Key, each => each.Value.Last(registration => registration.Row.Time <= ObjectWorld.Day(day)).State);
            Assert.True(expected.Count == states.Count && expected.All(each => each.Value.Equals(states[each.Key])), $"seed {seed}, day {day}");
        }

        var histories = (await reader.ReadHistoriesAsync(keys, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancellation)).Value!;
        Assert.Equal(world.Objects.Keys, histories.Keys.Order());
        Assert.All(histories, history => Assert.Equal(
            world.Objects[history.Key].Select(registration => registration.Row.Number), history.Value.Select(row => row.Registration.Number)));
    }

    [Theory, EveryStore]
    public async Task What_is_too_much_is_refused_with_the_name_of_the_option(StoreKind kind)
    {
        var world = new ObjectWorld(new Random(7));
        await using var host = await StoreHost.OpenAsync(kind);
        await world.WriteAsync(host);
        var reader = new SelectionReader(host.Store, ObjectCatalogue.BuiltIn, new SelectionOptions { MaxFound = 10 });
        TypeDefinition person = ObjectCatalogue.BuiltIn["person"], engagement = ObjectCatalogue.BuiltIn["engagement"];
        var persons = new ObjectSelection { Type = person, Interval = Validity.Always };
        var engagements = new ObjectSelection { Type = engagement, Interval = Validity.Always };

        // A page may be as large as the caller wants; what goes through memory unseen may not.
        Assert.True((await reader.ReadAsync(persons, null, 30, Cancellation)).Value.Length > 10);
        foreach (var refusal in new[]
        {
            (await reader.ReadAsync(engagements with { Conditions = [new SelectionCondition.RefersTo(engagement["person"], persons)] }, null, 1, Cancellation)).Refusal,
            (await reader.ReadByTargetsAsync(engagements, engagement["person"], world.Uuids["person"], Cancellation)).Refusal,
            (await reader.CountByTargetsAsync(engagements, engagement["person"], world.Uuids["person"], Cancellation)).Refusal,
            (await reader.ReadHistoriesAsync(world.Objects.Keys, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancellation)).Refusal,
        })
        {
            Assert.Contains("Selection:MaxFound", refusal?.Message, StringComparison.Ordinal);
        }

        Assert.NotEmpty((await reader.HasByTargetsAsync(engagements, engagement["person"], world.Uuids["person"], Cancellation)).Value!);
    }

    private static async Task<List<FoundObject>> PagesAsync(SelectionReader reader, ObjectSelection selection, int limit)
    {
        var found = new List<FoundObject>();
        while (true)
        {
            var page = (await reader.ReadAsync(selection, found.Count == 0 ? null : found[^1].Key.Uuid, limit, Cancellation)).Value;
            found.AddRange(page);
            if (page.Length < limit)
                return found;
        }
    }

    private static async Task RelationAsync(
        SelectionReader reader, ObjectSelection selection, FieldDefinition field, ImmutableArray<Guid> targets, NaiveSelection naive, string told)
    {
        var expected = naive.Find(selection)
            .SelectMany(each => NaiveSelection.References(each.State, field, selection.Interval).Distinct().Where(targets.Contains).Select(target => (target, each.Key.Uuid)))
            .OrderBy(pair => pair).ToList();
        var read = (await reader.ReadByTargetsAsync(selection, field, targets, Cancellation)).Value!;
        Assert.True(expected.SequenceEqual(read.SelectMany(each => each.Value.Select(source => (each.Key, source.Key.Uuid))).OrderBy(pair => pair.Key).ThenBy(pair => pair.Uuid)), told);
        Assert.All(read.Values, sources => Assert.Equal(sources.OrderBy(source => source.Key.Uuid), sources));
        var counts = (await reader.CountByTargetsAsync(selection, field, targets, Cancellation)).Value!;
        Assert.True(expected.CountBy(pair => pair.target).OrderBy(count => count.Key).SequenceEqual(counts.OrderBy(count => count.Key)), told);
        Assert.Equal(counts.Keys.Order(), (await reader.HasByTargetsAsync(selection, field, targets, Cancellation)).Value!.Order());
    }

    private static string Describe(ObjectSelection selection) =>
        $"{{{selection.Type}, {selection.Interval.From:yyyy}-{selection.Interval.To:yyyy}, known {selection.KnownAt:d}, "
        + $"uuids {(selection.Uuids.IsDefault ? "any" : selection.Uuids.Length)}, [{string.Join(", ", selection.Conditions.Select(Describe))}]}}";

    private static string Describe(SelectionCondition condition) => condition switch
    {
        SelectionCondition.OneOf oneOf => $"{oneOf.Field.Name} one of {JsonSerializer.Serialize(oneOf.Values.ToArray())}",
        SelectionCondition.RefersTo refers => $"{refers.Field.Name} to {Describe(refers.Target)} {refers.ChecksTargets}",
        SelectionCondition.ReferredBy referred => $"by {referred.Field.Name} of {Describe(referred.Source)} within {referred.Within}",
        SelectionCondition.Below below => $"below {Describe(below.Top)}",
        SelectionCondition.Above above => $"above {Describe(above.Bottom)}",
        SelectionCondition.Not not => $"not {Describe(not.Condition)}",
        SelectionCondition.AnyOf any => $"any of {string.Join(" or ", any.Conditions.Select(Describe))}",
        _ => $"{condition}",
    };
}
