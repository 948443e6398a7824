namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>
/// A queue as engineers write it well on PostgreSQL, and as river, oban and good_job have it: one row an event and its state, a partial index
/// in the order of hand-out, batches by unnest, <c>FOR UPDATE SKIP LOCKED</c>, a lease by time; what is done is kept for the retention and
/// deleted by it, in batches. Autovacuum is set for it.
/// </summary>
internal sealed class SkipLockedQueue : SqlQueue
{
    private const string Schema = """
        CREATE SCHEMA skip_locked;
        SET search_path = skip_locked;
        CREATE TABLE job (
          id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          listener     int         NOT NULL,
          subject      text        NOT NULL,
          priority     int         NOT NULL DEFAULT 10000,
          created_at   timestamptz NOT NULL DEFAULT now(),
          state        smallint    NOT NULL DEFAULT 0, -- available, leased, done
          leased_until timestamptz,
          attempts     int         NOT NULL DEFAULT 0,
          done_at      timestamptz
        ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
        CREATE INDEX job_available ON job (listener, priority, id) WHERE state = 0;
        CREATE INDEX job_leased ON job (leased_until) WHERE state = 1;
        CREATE INDEX job_done ON job (done_at) WHERE state = 2;
        RESET search_path;
        """;

    private SkipLockedQueue(string connectionString)
        : base(connectionString, "skip_locked")
    {
    }

    public override int Batch => 1_000;

    public override int Callers => 4;

    public static async Task<SkipLockedQueue> StartAsync(string connectionString)
    {
        var queue = new SkipLockedQueue(connectionString);
        await queue.ExecuteAsync(Schema);
        return queue;
    }

    public override async Task PublishAsync(int count)
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(
            connection,
            "INSERT INTO job (listener, subject) SELECT 1, s FROM unnest($1::text[]) AS s",
            Value(Enumerable.Range(0, count).Select(_ => Guid.NewGuid().ToString()).ToArray()));
    }

    public override async Task<int> TakeAsync(int limit)
    {
        await using var connection = await OpenAsync();
        var jobs = await ReadAsync(
            connection,
            """
            WITH next AS (
              SELECT id FROM job WHERE listener = 1 AND state = 0 ORDER BY priority, id LIMIT $1 FOR UPDATE SKIP LOCKED)
            UPDATE job SET state = 1, leased_until = now() + interval '3 minutes', attempts = attempts + 1
            FROM next WHERE job.id = next.id
            RETURNING job.id, job.subject, job.priority
            """,
            row => (Id: row.GetInt64(0), Subject: row.GetString(1), Priority: row.GetInt32(2)),
            Value(limit));
        if (jobs.Count > 0)
            await ExecuteAsync(connection, "UPDATE job SET state = 2, done_at = now() WHERE id = ANY ($1) AND state = 1", Value(jobs.Select(job => job.Id).ToArray()));
        return jobs.Count;
    }

    public override async Task TrimAsync()
    {
        await using var connection = await OpenAsync();
        const string Delete = """
            DELETE FROM job WHERE id = ANY (ARRAY(
              SELECT id FROM job WHERE state = 2 AND done_at <= $1 ORDER BY done_at LIMIT 5000 FOR UPDATE SKIP LOCKED))
            """;
        var before = DateTime.UtcNow;
        while (await ExecuteAsync(connection, Delete, Value(before)) == 5_000)
        {
        }
    }
}
