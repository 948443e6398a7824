using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Memory.Judging;
using MoCluster.Stores.Memory.Rules;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Tests.Stores;

/// <summary>
/// Rules are checked for every leased entry of every commit. Their messages are built only for a broken rule: building them for each entry
/// once cost more than everything else that a delivery does. A few bytes an entry are allowed: code that the runtime has not optimised yet
/// boxes small values.
/// </summary>
public sealed class RuleCostTests
{
    private const int Many = 5_000;
    private static readonly StreamKey Stream = new("n", "thing");
    private static readonly Guid Listener = new("00000000-0000-0000-0000-00000000000a");

    [Fact]
    public void Rules_that_hold_allocate_less_than_a_message_an_entry()
    {
        var (few, many) = (HandOut(10), HandOut(Many));
        var state = State();
        Cost(few, state);
        var (least, most) = (Cost(few, state), Cost(many, state));
        var message = 2L * Broken(few.Groups[0]).Length;
        Assert.True(
            most - least < message * (Many - 10),
            $"Rules for {Many} entries allocate {most} bytes, and {least} for 10: one message takes {message}.");
    }

    [Fact]
    public void A_broken_rule_names_the_entry_and_its_lease()
    {
        var write = HandOut(1).Groups[0];
        Assert.Equal(
            $"The lease {write.Leases[0].Generation} of group {Listener}: the subject 's1' must have 1 to 3 open numbers, ascending.",
            Broken(write));
    }

    /// <summary>The message for the same lease with a broken entry.</summary>
    private static string Broken(GroupWrite write)
    {
        var lease = write.Leases[0];
        var broken = lease with { Entries = [lease.Entries[0] with { Numbers = [7, 7] }] };
        return Assert.Throws<ArgumentException>(() => GroupRules.Check([write with { Leases = [broken] }])).Message;
    }

    private static long Cost(Commit commit, StoreState state)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        CommitRules.Check(commit);
        Assert.Null(GroupJudge.Refuse(state, commit.Groups[0]));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Commit HandOut(int entries)
    {
        var leased = Enumerable.Range(1, entries).Select(i => new LeasedEntry($"s{i}", [i], 1, DateTimeOffset.UnixEpoch));
        var lease = new LeaseRecord(new Generation(1, 1), Listener, 1, [.. leased]);
        return new Commit
        {
            Id = Guid.NewGuid(),
            Groups = [new GroupWrite { Group = Listener, Epoch = 1, Leases = [lease] }],
        };
    }

    /// <summary>A store with the listener, and as many events as are leased.</summary>
    private static StoreState State()
    {
        var definition = new ListenerDefinition(Listener, Guid.NewGuid(), Stream, "key", Listener, ListenerPolicy.Default, DateTimeOffset.UnixEpoch);
        var state = StoreState.Empty;
        return state with
        {
            Listeners = state.Listeners.Add(Listener, new StoredListener(definition, 1, 0, StoredListener.NoBitmaps, StoredListener.NoRows)),
            Streams = state.Streams.SetItem(Stream, state.EndsOf(Stream) with { Last = Many }),
        };
    }
}
