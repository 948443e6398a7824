using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.Stores.Hosting;

/// <summary>Makes parts of commits, with defaults for what a test does not care about.</summary>
public static class Make
{
    /// <summary>The stream of most tests.</summary>
    public static StreamKey Stream { get; } = new("tests", "things");

    /// <summary>The first of January of a year.</summary>
    public static DateTimeOffset Year(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>From the beginning of one year to the beginning of another; without the other, for ever.</summary>
    public static Validity Years(int from, int? to = null) => new(Year(from), to is { } end ? Year(end) : DateTimeOffset.MaxValue);

    /// <summary>An object of a type.</summary>
    public static ObjectKey Object(string type = "org_unit") => new(type, Guid.NewGuid());

    /// <summary>A commit with an id of its own.</summary>
    public static Commit Commit(params ReadOnlySpan<RegistrationWrite> registrations) =>
        new() { Id = Guid.NewGuid(), Registrations = [.. registrations] };

    /// <summary>A commit of events.</summary>
    public static Commit Commit(params ReadOnlySpan<EventDraft> events) => new() { Id = Guid.NewGuid(), Events = [.. events] };

    /// <summary>A commit of definitions.</summary>
    public static Commit Commit(params ReadOnlySpan<DefinitionWrite> definitions) =>
        new() { Id = Guid.NewGuid(), Definitions = [.. definitions] };

    /// <summary>A commit of groups.</summary>
    public static Commit Commit(params ReadOnlySpan<GroupWrite> groups) => new() { Id = Guid.NewGuid(), Groups = [.. groups] };

    /// <summary>A commit that consists of preconditions only.</summary>
    public static Commit Asking(params ReadOnlySpan<Precondition> preconditions) =>
        new() { Id = Guid.NewGuid(), Preconditions = [.. preconditions] };

    /// <summary>A registration.</summary>
    public static RegistrationWrite Registration(ObjectKey key, long number, params ReadOnlySpan<Validity> presence) => new()
    {
        Object = key,
        Number = number,
        Actor = Actor.Anonymous,
        Operation = number == 1 ? MutationKind.Create : MutationKind.Edit,
        State = [1, 2, (byte)number],
        Presence = [.. presence],
    };

    /// <summary>A reference.</summary>
    public static Reference Reference(ObjectKey target, Validity interval, string field = "parent") => new(field, target, interval);

    /// <summary>An event.</summary>
    public static EventDraft Event(string subject = "a", StreamKey? stream = null, int priority = 10_000) =>
        new(stream ?? Stream, Guid.NewGuid(), subject, priority, subject);

    /// <summary>The trace parent of an event.</summary>
    public static string TraceParent(int number) => $"00-0123456789abcdef{number:x16}-{number + 1L:x16}-01";

    /// <summary>Many events.</summary>
    public static EventDraft[] Events(int count, StreamKey? stream = null) =>
        [.. Enumerable.Range(0, count).Select(i => Event($"subject {i}", stream))];

    /// <summary>A listener, alone in its group.</summary>
    public static ListenerDefinition Listener(string userKey = "reader", StreamKey? stream = null, Guid? owner = null, Guid? group = null)
    {
        var uuid = Guid.NewGuid();
        return new ListenerDefinition(
            uuid, owner ?? Actor.Anonymous, stream ?? Stream, userKey, group ?? uuid, ListenerPolicy.Default, Year(2026));
    }

    /// <summary>Progress of one listener under an epoch.</summary>
    public static GroupWrite Progress(ListenerDefinition listener, long epoch, ListenerProgress progress) =>
        new() { Group = listener.Group, Epoch = epoch, Listeners = [progress] };

    /// <summary>A settled bitmap with some numbers.</summary>
    public static SettledBitmap Bitmap(params ReadOnlySpan<long> numbers)
    {
        var index = (numbers[0] - 1) / StoreLimits.BitmapSize;
        var words = new ulong[StoreLimits.BitmapSize / 64];
        foreach (var number in numbers)
        {
            var place = (int)(number - 1 - (index * StoreLimits.BitmapSize));
            words[place / 64] |= 1UL << (place % 64);
        }

        return new SettledBitmap(index, [.. words]);
    }
}
