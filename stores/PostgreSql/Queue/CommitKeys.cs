using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;

namespace MoCluster.Stores.PostgreSql.Queue;

/// <summary>
/// What a commit writes that another commit may build on, as 64-bit hashes. Commits that share a key keep their order, and a batch writes each
/// key at most once, so that its rows can be written table by table. Streams are not among the keys, because the server numbers their events.
/// </summary>
/// <remarks>Two different keys with the same hash cost a little waiting, nothing else.</remarks>
internal static class CommitKeys
{
    private enum Kind
    {
        Commit = 1,
        Object,
        Group,
        Namespace,
        Listener,
        ListenerKey,
        UniqueKey,
        Result,
        Delivery,
    }

    /// <summary>The keys of a commit, each once.</summary>
    public static ulong[] Of(Commit commit)
    {
        var first = Mix(Kind.Commit, commit.Id);
        var writesRows = !(commit.Registrations.IsEmpty && commit.Groups.IsEmpty && commit.Definitions.IsEmpty);
        var writesDeliveries = !(commit.Deliveries.IsEmpty && commit.DeliveryChanges.IsEmpty);
        if (!writesRows && !writesDeliveries && commit.Struck.IsEmpty && commit.Results.IsEmpty)
            return [first];

        var keys = new HashSet<ulong> { first };
        foreach (var write in commit.Registrations)
        {
            keys.Add(Of(write.Object));
            foreach (var key in write.Keys)
                keys.Add(Mix(Kind.UniqueKey, HashCode.Combine(key.Scope), HashCode.Combine(key.Value)));
        }

        foreach (var due in commit.Struck)
            keys.Add(Of(due.Object));
        foreach (var group in commit.Groups)
        {
            keys.Add(Mix(Kind.Group, group.Group));
            foreach (var progress in group.Listeners)
                keys.Add(Mix(Kind.Listener, progress.Listener));
            foreach (var lease in group.Leases)
                keys.Add(Mix(Kind.Listener, lease.Listener));
        }

        foreach (var definition in commit.Definitions)
            AddDefinition(keys, definition);
        foreach (var result in commit.Results)
        {
            var (caller, key, path, index) = result.Key;
            keys.Add(Mix(Kind.Result, caller) + Mix(Kind.Result, HashCode.Combine(key), HashCode.Combine(path, index)));
        }

        foreach (var delivery in commit.Deliveries)
            keys.Add(Of(delivery.Object));
        foreach (var change in commit.DeliveryChanges)
            keys.Add(Mix(Kind.Delivery, (ulong)change.Delivery.Number));
        return [.. keys];
    }

    /// <summary>
    /// The namespaces whose versions a commit names, as such hashes, each once. The commit must not overtake a commit that changes one of them: the
    /// server would allow it, and the change would wait as long as such commits keep coming.
    /// </summary>
    public static ulong[] NamedBy(Commit commit) =>
    [
        .. commit.Preconditions.OfType<Precondition.NamespaceAt>().Select(named => OfNamespace(named.Name)).Distinct(),
    ];

    private static void AddDefinition(HashSet<ulong> keys, DefinitionWrite definition)
    {
        switch (definition)
        {
            case DefinitionWrite.PutNamespace { Namespace.Name: var name }:
                keys.Add(OfNamespace(name));
                break;
            case DefinitionWrite.DeleteNamespace { Name: var name }:
                keys.Add(OfNamespace(name));
                break;
            case DefinitionWrite.PutListener { Listener: var listener }:
                keys.Add(Mix(Kind.Listener, listener.Uuid));
                keys.Add(Mix(Kind.Group, listener.Group));
                var names = Mix(Kind.ListenerKey, HashCode.Combine(listener.Stream.Namespace), HashCode.Combine(listener.UserKey));
                keys.Add(Mix(Kind.ListenerKey, listener.Owner) + names);
                break;
            case DefinitionWrite.DeleteListener { Uuid: var uuid }:
                keys.Add(Mix(Kind.Listener, uuid));
                break;
        }
    }

    private static ulong OfNamespace(string name) => Mix(Kind.Namespace, HashCode.Combine(name), 0);

    private static ulong Of(ObjectKey key) => Mix(Kind.Object, key.Uuid) + (uint)HashCode.Combine(key.Type);

    private static ulong Mix(Kind kind, Guid uuid)
    {
        var halves = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in uuid));
        return Mix(kind, halves[0] ^ ulong.RotateLeft(halves[1], 31));
    }

    private static ulong Mix(Kind kind, int one, int other) => Mix(kind, ((ulong)(uint)one << 32) | (uint)other);

    private static ulong Mix(Kind kind, ulong value)
    {
        value = (value ^ ((ulong)kind * 0x9E3779B97F4A7C15)) * 0xD6E8FEB86659FD93;
        return value ^ (value >> 32);
    }
}
