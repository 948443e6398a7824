using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Selection;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Objects.Selection.Sources;
using static MoCluster.Tests.Objects.Samples;

namespace MoCluster.Tests.Objects.Selection;

/// <summary>What a selection is read from: what an index tells, before all objects of a type are looked at.</summary>
public sealed class CandidateOriginTests
{
    private static readonly TypeDefinition Engagement = Catalogue["engagement"];
    private static readonly ResolvedCondition ByName = new ResolvedCondition.Lacks(Engagement["user_key"]);

    [Fact]
    public void Without_an_index_all_objects_are_looked_at()
    {
        Assert.IsType<CandidateOrigin.All>(Assert.Single(Origins(default)));
        Assert.IsType<CandidateOrigin.All>(Assert.Single(Origins(default, ByName)));
    }

    [Fact]
    public void Uuids_and_sets_of_uuids_are_taken_together()
    {
        var known = Assert.IsType<CandidateOrigin.Known>(Assert.Single(Origins([Third, Other, Subject, Other], Keyed("u"), Refers(5), Among(Other, Third))));
        Assert.Equal([Other, Third], known.Uuids);
        Assert.Equal([Other], Assert.IsType<CandidateOrigin.Known>(Assert.Single(Origins(default, Among(Other, Third), Among(Other)))).Uuids);
        Assert.True(Resolve([Other], Among(Third)).IsVoid);
        Assert.True(Resolve([]).IsVoid);
    }

    [Fact]
    public void User_keys_and_references_are_tried_in_turns()
    {
        var origins = Origins(default, Refers(3), ByName, Keyed("a", "b"), Refers(1), Refers(400), Refers(2));
        Assert.Equal(["a", "b"], Assert.IsType<CandidateOrigin.Keyed>(origins[0]).UserKeys);
        Assert.Equal([1, 2, 3], origins[1..].Select(origin => Assert.IsType<CandidateOrigin.Referring>(origin).Condition.Targets.Count));
    }

    [Fact]
    public void References_to_many_targets_are_tried_beside_all_objects()
    {
        Assert.Equal([typeof(CandidateOrigin.Referring), typeof(CandidateOrigin.All)], Origins(default, Refers(17)).Select(origin => origin.GetType()));
        Assert.Equal([typeof(CandidateOrigin.Referring)], Origins(default, Refers(16)).Select(origin => origin.GetType()));
        Assert.Equal([typeof(CandidateOrigin.Keyed), typeof(CandidateOrigin.Referring)], Origins(default, Refers(17), Keyed("a")).Select(origin => origin.GetType()));
    }

    [Fact]
    public void Indexes_do_not_tell_of_the_past()
    {
        var past = Resolve(default, Keyed("a"), Refers(1)) with { KnownAt = Winter("2021-01-01") };
        Assert.IsType<CandidateOrigin.All>(Assert.Single(CandidateOrigin.Of(past)));
        Assert.IsType<CandidateOrigin.Known>(Assert.Single(CandidateOrigin.Of(past with { Known = [Other] })));
    }

    [Fact]
    public void What_nothing_can_meet_is_not_read()
    {
        Assert.True(Resolve(default, Keyed()).IsVoid);
        Assert.True(Resolve(default, ByName, Refers(0)).IsVoid);
        Assert.True(Resolve(default, new ResolvedCondition.AnyOf([Keyed(), Refers(0)])).IsVoid);
        Assert.True(Resolve(default, new ResolvedCondition.AnyOf([])).IsVoid);
        Assert.False(Resolve(default, new ResolvedCondition.AnyOf([Keyed(), ByName])).IsVoid);
        Assert.False(Resolve(default, new ResolvedCondition.Not(Keyed())).IsVoid);
    }

    private static ImmutableArray<CandidateOrigin> Origins(ImmutableArray<Guid> uuids, params ResolvedCondition[] conditions) =>
        CandidateOrigin.Of(Resolve(uuids, conditions));

    private static ResolvedSelection Resolve(ImmutableArray<Guid> uuids, params ResolvedCondition[] conditions) =>
        ResolvedSelection.Of(new ObjectSelection { Type = Engagement, Interval = Validity.Always, Uuids = uuids }, conditions);

    private static ResolvedCondition.OneOf Keyed(params string[] keys) => new(Engagement["user_key"], keys.ToHashSet());

    private static ResolvedCondition.RefersTo Refers(int targets) =>
        new(Engagement["person"], Enumerable.Range(0, targets).Select(_ => Guid.NewGuid()).ToHashSet());

    private static ResolvedCondition.Among Among(params Guid[] uuids) => new(uuids.ToHashSet());
}
