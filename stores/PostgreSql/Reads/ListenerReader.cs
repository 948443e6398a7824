using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Reads;

/// <summary>Reads namespaces, listeners and their groups.</summary>
/// <param name="session">Runs the reads.</param>
internal sealed class ListenerReader(ReadSession session)
{
    /// <summary>Reads how far listeners have settled their streams.</summary>
    public async ValueTask<ImmutableArray<ListenerFrontier>> FrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation)
    {
        if (listeners.IsEmpty)
            return [];
        var frontiers = await session.ListAsync(
            () => Statement.Of("Read/frontiers").With(listeners.ToArray()),
            row => new ListenerFrontier(row.GetGuid(0), row.GetInt64(1)),
            cancellation).ConfigureAwait(false);
        return [.. frontiers];
    }

    /// <summary>Reads the backlogs of listeners, ascending by uuid, in one query.</summary>
    public async ValueTask<ImmutableArray<ListenerBacklog>> BacklogsAsync(Guid? after, int limit, CancellationToken cancellation)
    {
        var backlogs = await session.ListAsync(
            () => Statement.Of("Read/backlogs").With(after ?? Guid.Empty).With(after is null).With(limit), Backlog, cancellation).ConfigureAwait(false);
        return [.. backlogs];
    }

    /// <summary>Reads namespaces, ascending by name.</summary>
    public async ValueTask<ImmutableArray<NamespaceDefinition>> NamespacesAsync(
        ImmutableArray<string> names, CancellationToken cancellation)
    {
        if (names is { IsDefault: false, IsEmpty: true })
            return [];
        var namespaces = await session.ListAsync(
            () => names.IsDefault ? Statement.Of("Read/all_namespaces") : Statement.Of("Read/namespaces").With(names.ToArray()),
            Rows.Namespace,
            cancellation).ConfigureAwait(false);
        return [.. namespaces];
    }

    /// <summary>Reads listeners, ascending by uuid.</summary>
    public async ValueTask<ImmutableArray<ListenerDefinition>> ListenersAsync(ListenerQuery query, CancellationToken cancellation) =>
        [.. await session.ListAsync(() => Listeners(query), Rows.Listener, cancellation).ConfigureAwait(false)];

    /// <summary>Reads the whole stored state of a listener group, as of one moment, in one round trip.</summary>
    public async ValueTask<GroupState> GroupAsync(Guid group, CancellationToken cancellation)
    {
        var rows = await session.RunAsync(
            statements =>
            {
                var read = new GroupRows();
                statements.Add(Statement.Of("Transaction/begin_read"));
                statements.Add(Statement.Of("Read/group_epoch").With(group), read.Epoch);
                statements.Add(Statement.Of("Read/group_leases").With(group), read.AddLease);
                statements.Add(Statement.Of("Read/group_lease_changes").With(group), read.Change);
                statements.Add(Statement.Of("Read/group_listeners").With(group), read.Listener);
                statements.Add(Statement.Of("Read/group_bitmaps").With(group), read.Bitmap);
                statements.Add(Statement.Of("Read/group_rows").With(group), read.Row);
                statements.Add(Statement.Of("Transaction/commit"));
                return read;
            },
            cancellation).ConfigureAwait(false);
        return rows.Build(group);
    }

    private static ListenerBacklog Backlog(NpgsqlDataReader row)
    {
        const int Columns = Rows.ListenerColumns;
        var unread = row.IsDBNull(Columns + 1) ? (DateTimeOffset?)null : Rows.Time(row, Columns + 1);
        var waiting = row.IsDBNull(Columns + 4) ? (DateTimeOffset?)null : Rows.Instant(row, Columns + 4);
        return new ListenerBacklog(
            Rows.Listener(row),
            row.GetInt64(Columns),
            row.GetInt32(Columns + 2),
            row.GetInt32(Columns + 3),
            waiting is null || unread < waiting ? unread : waiting);
    }

    private static NpgsqlBatchCommand Listeners(ListenerQuery query)
    {
        var statement = query switch
        {
            { Uuids.IsDefault: false } => "Read/listeners_by_uuid",
            { Owners.IsDefault: false } => "Read/listeners_by_owner",
            { Namespaces.IsDefault: false, RoutingKeys.IsDefault: false } => "Read/listeners_by_stream",
            _ => "Read/listeners",
        };
        var command = Statement.Of(statement)
            .With(query.After ?? Guid.Empty)
            .With(query.After is null)
            .With(query.Limit)
            .WithNullable(Given(query.Owners), NpgsqlDbType.Array | NpgsqlDbType.Uuid)
            .WithNullable(Given(query.Namespaces), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .WithNullable(Given(query.RoutingKeys), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .WithNullable(Given(query.UserKeys), NpgsqlDbType.Array | NpgsqlDbType.Text);
        return query.Uuids.IsDefault ? command : command.With(query.Uuids.ToArray());
    }

    private static T[]? Given<T>(ImmutableArray<T> filter) => filter.IsDefault ? null : [.. filter];
}
