using MoCluster.GrainInterfaces.Objects;
using MoCluster.Stores.PostgreSql.Statements;

namespace MoCluster.Stores.PostgreSql.Judging;

/// <summary>
/// The statements that lock and read the rows on which the verdicts of a batch rest. Every silo locks table after table and key after key in the same
/// order, so that no two batches ever wait for each other (docs/architecture.md §4).
/// </summary>
internal static class StageOne
{
    /// <summary>Adds the statements that a batch needs.</summary>
    public static void AddTo(StatementBatch statements, BatchNeeds needs, StateLoader loader)
    {
        AddListening(statements, needs, loader);
        AddObjects(statements, needs, loader);
        if (needs.Due.Count > 0)
            statements.Add(OnObjects("Lock/due", needs.Due), loader.Due);
        if (needs.Results.Count > 0)
        {
            var results = Statement.Of("Lock/results")
                .With(needs.Results.Select(key => key.Caller).ToArray())
                .With(needs.Results.Select(key => key.Key).ToArray())
                .With(needs.Results.Select(key => key.Path).ToArray())
                .With(needs.Results.Select(key => key.Index).ToArray());
            statements.Add(results, loader.Result);
        }
    }

    private static void AddListening(StatementBatch statements, BatchNeeds needs, StateLoader loader)
    {
        if (needs.Namespaces.Count > 0)
        {
            var lockThem = needs.Namespaces.ContainsValue(true) ? "Lock/namespaces" : "Lock/namespaces_shared";
            statements.Add(Statement.Of(lockThem).With(needs.Namespaces.Keys.ToArray()), loader.Namespace);
        }

        if (needs.Definitions.Count > 0)
            statements.Add(Statement.Of("Lock/listeners").With(needs.Definitions.ToArray()), _ => { });
        if (needs.Groups.Count > 0)
            statements.Add(Statement.Of("Lock/groups").With(needs.Groups.ToArray()), loader.Group);
        if (needs.Progress.Count > 0)
            statements.Add(Statement.Of("Lock/progress").With(needs.Progress.ToArray()), loader.Listener);
        if (needs.ListenerKeys.Count > 0)
        {
            var keys = Statement.Of("Lock/listeners_by_key")
                .With(needs.ListenerKeys.Select(key => key.Owner).ToArray())
                .With(needs.ListenerKeys.Select(key => key.Namespace).ToArray())
                .With(needs.ListenerKeys.Select(key => key.UserKey).ToArray());
            statements.Add(keys, loader.KeyOfListener);
        }

        if (needs.Streams.Count > 0)
        {
            // Not locked: the last number only grows, and a verdict that is based on it holds for every greater number.
            var heads = Statement.Of("Read/heads")
                .With(needs.Streams.Select(stream => stream.Namespace).ToArray())
                .With(needs.Streams.Select(stream => stream.RoutingKey).ToArray());
            statements.Add(heads, loader.Head);
        }

        if (needs.Kept.Count > 0)
        {
            var (namespaces, keys) = (
                needs.Kept.Select(stream => stream.Namespace).ToArray(), needs.Kept.Select(stream => stream.RoutingKey).ToArray());
            statements.Add(Statement.Of("Lock/begin_kept").With(namespaces).With(keys));
            statements.Add(Statement.Of("Lock/kept").With(namespaces).With(keys), loader.Kept);
        }

        if (needs.Leases.Count > 0)
        {
            var leases = Statement.Of("Lock/leases")
                .With(needs.Leases.Select(lease => lease.Group).ToArray())
                .With(needs.Leases.Select(lease => lease.Generation.Epoch).ToArray())
                .With(needs.Leases.Select(lease => lease.Generation.Ordinal).ToArray());
            statements.Add(leases, loader.Lease);
        }
    }

    private static void AddObjects(StatementBatch statements, BatchNeeds needs, StateLoader loader)
    {
        foreach (var (exclusive, objects) in LockPlan.Runs(needs.Objects()))
            statements.Add(OnObjects(exclusive ? "Lock/objects_exclusive" : "Lock/objects_shared", objects), loader.Object);
        if (needs.Changed.Count > 0)
        {
            statements.Add(OnObjects("Lock/references", needs.Changed), loader.Reference);
            statements.Add(OnObjects("Lock/held_keys", needs.Changed), loader.HeldKey);
        }

        if (needs.Losing.Count > 0)
        {
            var referrers = OnObjects("Lock/referrers", [.. needs.Losing.Select(losing => losing.Object)])
                .With(needs.Losing.Select(losing => losing.Lost is { } lost ? SqlLiteral.Multirange(lost) : null).ToArray())
                .With(needs.Losing.Select(losing => losing.Kept is { } kept ? SqlLiteral.Multirange(kept) : null).ToArray())
                .With(needs.Changed.Select(key => key.ToString()).ToArray());
            statements.Add(referrers, loader.Referrer);
        }

        if (needs.Limited.Count > 0)
        {
            var others = OnObjects("Lock/other_referrers", [.. needs.Limited.Select(limited => limited.Object)])
                .With(needs.Limited.Select(limited => limited.SourceType).ToArray())
                .With(needs.Limited.Select(limited => limited.Field).ToArray())
                .With(needs.Limited.Select(limited => SqlLiteral.Multirange(limited.Intervals)).ToArray())
                .With(needs.Limited.Select(limited => string.Join(',', limited.Sources)).ToArray())
                .With(needs.Changed.Select(key => key.ToString()).ToArray());
            statements.Add(others, loader.Referrer);
        }

        if (needs.Keys.Count > 0)
        {
            var keys = Statement.Of("Lock/keys")
                .With(needs.Keys.Select(key => key.Scope).ToArray())
                .With(needs.Keys.Select(key => key.Value).ToArray());
            statements.Add(keys, loader.Key);
        }
    }

    private static Npgsql.NpgsqlBatchCommand OnObjects(string statement, IReadOnlyCollection<ObjectKey> objects) =>
        Statement.Of(statement)
            .With(objects.Select(key => key.Type).ToArray())
            .With(objects.Select(key => key.Uuid).ToArray());
}
