namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>
/// OS2mo's statements on OS2mo's tables and indexes, as the reference describes them (docs/os2mo.md §4.3 and §5): one event per call, fetched in
/// one transaction and acknowledged in another. OS2mo's HTTP and Python are left out.
/// </summary>
internal sealed class Os2moQueue : SqlQueue
{
    private const string Schema = """
        CREATE SCHEMA os2mo;
        SET search_path = os2mo;
        CREATE TABLE event_namespace (name varchar(255) PRIMARY KEY, owner uuid NOT NULL, public boolean NOT NULL);
        CREATE TABLE event_listener (
          pk uuid PRIMARY KEY, user_key varchar(255) NOT NULL, owner uuid NOT NULL, routing_key varchar(255) NOT NULL,
          namespace_fk varchar(255) NOT NULL REFERENCES event_namespace, UNIQUE (user_key, owner, namespace_fk));
        CREATE TABLE event (
          pk uuid PRIMARY KEY DEFAULT gen_random_uuid(), subject varchar NOT NULL, priority int NOT NULL,
          generation uuid NOT NULL DEFAULT gen_random_uuid(), last_tried timestamptz NOT NULL DEFAULT '1970-01-01',
          fetched_count int NOT NULL DEFAULT 0, silenced boolean NOT NULL DEFAULT false, created_at timestamptz NOT NULL DEFAULT now(),
          listener_fk uuid NOT NULL REFERENCES event_listener, CONSTRAINT uq_listener_subject UNIQUE (listener_fk, subject));
        INSERT INTO event_namespace VALUES ('bench', '00000000-0000-0000-0000-000000000001', false);
        INSERT INTO event_listener VALUES
          ('00000000-0000-0000-0000-000000000002', 'bench', '00000000-0000-0000-0000-000000000001', 'thing', 'bench');
        RESET search_path;
        """;

    private static readonly Guid Owner = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Listener = new("00000000-0000-0000-0000-000000000002");

    private Os2moQueue(string connectionString)
        : base(connectionString, "os2mo")
    {
    }

    public override int Batch => 1;

    /// <summary>
    /// One, because a fetch locks the listener's row: with more callers it is slower, and they get no events (docs/os2mo.md §5).
    /// </summary>
    public override int Callers => 1;

    public static async Task<Os2moQueue> StartAsync(string connectionString)
    {
        var queue = new Os2moQueue(connectionString);
        await queue.ExecuteAsync(Schema);
        return queue;
    }

    /// <summary>Sends the events one by one, each in a transaction of its own.</summary>
    public override async Task PublishAsync(int count)
    {
        await using var connection = await OpenAsync();
        for (var i = 0; i < count; i++)
        {
            await ExecuteAsync(
                connection,
                """
                INSERT INTO event (subject, priority, listener_fk)
                SELECT $1, $2, l.pk FROM event_listener l WHERE l.namespace_fk = 'bench' AND l.routing_key = 'thing'
                ON CONFLICT (listener_fk, subject) DO UPDATE
                SET generation = gen_random_uuid(), last_tried = '1970-01-01', fetched_count = 0,
                    priority = least(event.priority, excluded.priority)
                """,
                Value(Subject.Next()),
                Value(10_000));
        }
    }

    public override async Task<int> TakeAsync(int limit)
    {
        await using var connection = await OpenAsync();
        var fetched = await ReadAsync(
            connection,
            """
            WITH next AS (
              SELECT event.pk FROM event JOIN event_listener ON event_listener.pk = event.listener_fk
              WHERE event_listener.pk = $1 AND event_listener.owner = $2
                AND event.last_tried < now() - greatest(interval '3 minutes',
                      least(make_interval(secs => power(2, least(event.fetched_count, 32))), interval '17 hours'))
              ORDER BY event.silenced, event.priority, event.fetched_count
              LIMIT 1
              FOR UPDATE SKIP LOCKED)
            UPDATE event SET last_tried = now(), fetched_count = fetched_count + 1
            FROM next WHERE event.pk = next.pk
            RETURNING event.pk, event.generation, event.subject
            """,
            row => (Pk: row.GetGuid(0), Generation: row.GetGuid(1), Subject: row.GetString(2)),
            Value(Listener),
            Value(Owner));
        if (fetched.Count == 0)
            return 0;

        // OS2mo reads the listener for the labels of a metric, then deletes the event.
        await using var transaction = await connection.BeginTransactionAsync();
        await ReadAsync(
            connection,
            """
            SELECT event_listener.user_key, event_listener.routing_key FROM event JOIN event_listener ON event_listener.pk = event.listener_fk
            WHERE event.pk = $1 AND event.generation = $2 AND event_listener.owner = $3
            """,
            row => row.GetString(0),
            Value(fetched[0].Pk),
            Value(fetched[0].Generation),
            Value(Owner));
        await ExecuteAsync(
            connection, "DELETE FROM event WHERE pk = $1 AND generation = $2", Value(fetched[0].Pk), Value(fetched[0].Generation));
        await transaction.CommitAsync();
        return 1;
    }

    /// <summary>Does nothing: an acknowledgement deletes the row.</summary>
    public override Task TrimAsync() => Task.CompletedTask;

    /// <summary>Writes a backlog with one statement, because sending it one by one would take longer than the benchmark.</summary>
    public async Task FillAsync(int count)
    {
        await ExecuteAsync(
            $"""
            INSERT INTO event (subject, priority, listener_fk)
            SELECT gen_random_uuid()::text, 10000, '{Listener}' FROM generate_series(1, {count})
            """);
        await ExecuteAsync("VACUUM ANALYZE event");
    }
}
