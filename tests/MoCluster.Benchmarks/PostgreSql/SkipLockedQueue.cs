namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>
/// A well-made queue on PostgreSQL, like those of river, oban and good_job. Each event is a row (uuid, subject, priority) with its state. A
/// partial index has the order in which rows are fetched; many rows are written by one statement with unnest and fetched with <c>FOR UPDATE
/// SKIP LOCKED</c>. A lease ends by time, the number of the attempt fences the acknowledgement, and a sweep makes unacknowledged rows
/// available again. Rows that are done are kept until the retention deletes them, many at a time. Autovacuum is tuned for the table.
/// </summary>
/// <remarks>
/// The queue has two forms. The plain one does less than a listener: a subject can be in many rows, and be leased several times at once.
/// The other has at most one open row per subject, by a unique index, and a newer event updates it: that is what a listener guarantees.
/// </remarks>
internal sealed class SkipLockedQueue : SqlQueue
{
    private const string Table = """
        CREATE SCHEMA skip_locked;
        SET search_path = skip_locked;
        CREATE TABLE job (
          id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          listener     int         NOT NULL,
          uuid         uuid        NOT NULL,
          subject      text        NOT NULL,
          priority     int         NOT NULL DEFAULT 10000,
          created_at   timestamptz NOT NULL DEFAULT now(),
          state        smallint    NOT NULL DEFAULT 0, -- available, leased, done
          leased_until timestamptz,
          attempts     int         NOT NULL DEFAULT 0,
          version      int         NOT NULL DEFAULT 1, -- how many events it holds
          leased       int,                            -- the version that was fetched
          done_at      timestamptz
        ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
        CREATE INDEX job_available ON job (listener, priority, id) WHERE state = 0;
        CREATE INDEX job_leased ON job (leased_until) WHERE state = 1;
        CREATE INDEX job_done ON job (done_at) WHERE state = 2;
        """;

    private const string OneASubject = "CREATE UNIQUE INDEX job_subject ON job (listener, subject) WHERE state < 2;";

    private const string Fetch = """
        WITH next AS (
          SELECT id FROM job WHERE listener = 1 AND state = 0 ORDER BY priority, id LIMIT $1 FOR UPDATE SKIP LOCKED)
        UPDATE job SET state = 1, leased_until = now() + interval '3 minutes', attempts = attempts + 1, leased = version
        FROM next WHERE job.id = next.id
        RETURNING job.id, job.uuid, job.subject, job.priority, job.attempts
        """;

    /// <summary>
    /// Settles the rows. A row that got another event meanwhile becomes available again; a row whose lease has ended stays as it is.
    /// </summary>
    private const string Acknowledge = """
        UPDATE job SET state = CASE WHEN version = leased THEN 2 ELSE 0 END, done_at = CASE WHEN version = leased THEN now() END,
                       attempts = CASE WHEN version = leased THEN attempts ELSE 0 END
        FROM unnest($1::bigint[], $2::int[]) AS given (id, attempt)
        WHERE job.id = given.id AND state = 1 AND attempts = given.attempt
        """;

    private readonly string _insert;

    private SkipLockedQueue(string connectionString, bool oneASubject)
        : base(connectionString, "skip_locked")
    {
        _insert = "INSERT INTO job (listener, uuid, subject) SELECT 1, e.uuid, e.subject FROM unnest($1::uuid[], $2::text[]) AS e (uuid, subject)"
            + (oneASubject ? " ON CONFLICT (listener, subject) WHERE state < 2 DO UPDATE SET version = job.version + 1, priority = least(job.priority, excluded.priority)" : "");
    }

    public override int Batch => 1_000;

    public override int Callers => 4;

    /// <summary>Creates the table of a queue.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="oneASubject">True for at most one open row per subject.</param>
    public static async Task<SkipLockedQueue> StartAsync(string connectionString, bool oneASubject)
    {
        var queue = new SkipLockedQueue(connectionString, oneASubject);
        await queue.ExecuteAsync($"{Table}{(oneASubject ? OneASubject : "")} RESET search_path;");
        return queue;
    }

    public override async Task PublishAsync(int count)
    {
        await using var connection = await OpenAsync();
        var (uuids, subjects) = (new Guid[count], new string[count]);
        for (var i = 0; i < count; i++)
            (uuids[i], subjects[i]) = (Guid.NewGuid(), Subject.Next());
        await ExecuteAsync(connection, _insert, Value(uuids), Value(subjects));
    }

    public override async Task<int> TakeAsync(int limit)
    {
        await using var connection = await OpenAsync();
        var jobs = await ReadAsync(
            connection,
            Fetch,
            row => (Id: row.GetInt64(0), Uuid: row.GetGuid(1), Subject: row.GetString(2), Priority: row.GetInt32(3), Attempt: row.GetInt32(4)),
            Value(limit));
        if (jobs.Count == 0)
            return 0;

        // RETURNING gives the rows in no order.
        jobs.Sort((one, other) => one.Priority != other.Priority ? one.Priority.CompareTo(other.Priority) : one.Id.CompareTo(other.Id));
        await ExecuteAsync(connection, Acknowledge, Value(jobs.Select(job => job.Id).ToArray()), Value(jobs.Select(job => job.Attempt).ToArray()));
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

        const string Sweep = """
            UPDATE job SET state = 0 WHERE id = ANY (ARRAY(
              SELECT id FROM job WHERE state = 1 AND leased_until < now() ORDER BY leased_until LIMIT 5000 FOR UPDATE SKIP LOCKED))
            """;
        await ExecuteAsync(connection, Sweep);
    }
}
