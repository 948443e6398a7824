using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Applying;

/// <summary>Changes of namespaces, listeners and their progress.</summary>
internal static class ListenerTables
{
    /// <summary>
    /// The state after a definition. A new listener begins after the last event that its stream has in <paramref name="state"/>.
    /// </summary>
    public static StoreState Define(StoreState state, DefinitionWrite write) => write switch
    {
        DefinitionWrite.PutNamespace { Namespace: var put } => state with { Namespaces = state.Namespaces.SetItem(put.Name, put) },
        DefinitionWrite.DeleteNamespace { Name: var name } => state with { Namespaces = state.Namespaces.Remove(name) },
        DefinitionWrite.PutListener { Listener: var put } => Put(state, put),
        DefinitionWrite.DeleteListener { Uuid: var uuid } => Delete(state, uuid),
        _ => throw new ArgumentException($"A store does not know the definition {write?.GetType().Name ?? "null"}."),
    };

    /// <summary>A listener after progress.</summary>
    public static StoredListener Advance(StoredListener listener, ListenerProgress progress)
    {
        var pages = progress.NewPosition is null ? listener.Bitmaps : StoredListener.NoBitmaps;
        var rows = progress.NewPosition is null ? listener.Rows : StoredListener.NoRows;
        foreach (var page in progress.Bitmaps)
            pages = pages.SetItem(page.Index, page);
        if (progress.Frontier > 0)
            pages = DropBelow(pages, progress.Frontier);

        return listener with
        {
            Position = progress.NewPosition ?? listener.Position,
            Frontier = progress.Frontier,
            Bitmaps = pages,
            Rows = ReplaceRows(rows, progress),
        };
    }

    private static ImmutableSortedDictionary<string, EntryRow> ReplaceRows(
        ImmutableSortedDictionary<string, EntryRow> rows, ListenerProgress progress)
    {
        if (progress.RowsDropped.IsEmpty && progress.Rows.IsEmpty)
            return rows;

        var changed = rows.ToBuilder();
        changed.RemoveRange(progress.RowsDropped);
        foreach (var row in progress.Rows)
            changed[row.Subject] = row;
        return changed.ToImmutable();
    }

    private static ImmutableSortedDictionary<long, SettledBitmap> DropBelow(ImmutableSortedDictionary<long, SettledBitmap> pages, long frontier)
    {
        while (!pages.IsEmpty)
        {
            var lowest = pages.First().Key;
            if ((lowest + 1) * StoreLimits.BitmapSize > frontier)
                break;
            pages = pages.Remove(lowest);
        }

        return pages;
    }

    private static StoreState Put(StoreState state, ListenerDefinition put)
    {
        var keys = state.ListenerKeys;
        if (state.Listeners.TryGetValue(put.Uuid, out var stored))
        {
            keys = keys.Remove(ListenerKey.Of(stored.Definition)).SetItem(ListenerKey.Of(put), put.Uuid);
            return state with { ListenerKeys = keys, Listeners = state.Listeners.SetItem(put.Uuid, stored with { Definition = put }) };
        }

        var group = state.GroupOf(put.Group);
        return state with
        {
            ListenerKeys = keys.SetItem(ListenerKey.Of(put), put.Uuid),
            Listeners = state.Listeners.Add(put.Uuid, StoredListener.Declared(put, state.EndsOf(put.Stream).Last)),
            StreamListeners = ObjectTables.Listed(state.StreamListeners, put.Stream, put.Uuid),
            Groups = state.Groups.SetItem(put.Group, group with { Listeners = group.Listeners.Add(put.Uuid) }),
        };
    }

    private static StoreState Delete(StoreState state, Guid uuid)
    {
        if (!state.Listeners.TryGetValue(uuid, out var stored))
            return state;

        var definition = stored.Definition;
        var group = state.GroupOf(definition.Group);
        var leases = group.Leases.RemoveRange(group.Leases.Where(lease => lease.Value.Listener == uuid).Select(lease => lease.Key));
        return state with
        {
            ListenerKeys = state.ListenerKeys.Remove(ListenerKey.Of(definition)),
            Listeners = state.Listeners.Remove(uuid),
            StreamListeners = ObjectTables.Unlisted(state.StreamListeners, definition.Stream, uuid),
            Groups = state.Groups.SetItem(definition.Group, group with { Listeners = group.Listeners.Remove(uuid), Leases = leases }),
        };
    }
}
