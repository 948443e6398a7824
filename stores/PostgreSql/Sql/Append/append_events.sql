-- The only statement that locks streams, ascending. $1 and $2 are the streams, ascending, and how many events each gets; an event names its stream by its
-- place in $1, and its own place among the group's events of that stream, from 1. $16 is null but in tests that set the time. The arrays are
-- unnested side by side in a SELECT list, which hands their elements on; in FROM each would be laid down in a store of its own first (a sixth
-- of the statement's time).
WITH clock AS MATERIALIZED (SELECT coalesce($16::timestamptz, clock_timestamp()) AS now),
     locked AS MATERIALIZED (
       SELECT id, last, last_time FROM stream WHERE id = ANY ($1::int[]) ORDER BY id FOR UPDATE),
     advanced AS (
       UPDATE stream s
       SET last = k.last + w.count, last_time = CASE WHEN w.count > 0 THEN greatest(k.last_time, clock.now) ELSE k.last_time END
       FROM locked k, unnest($1::int[], $2::int[]) AS w (id, count), clock
       WHERE s.id = k.id AND w.id = k.id
       RETURNING s.id, s.last - w.count AS base, s.last_time),
     numbered AS MATERIALIZED (
       SELECT coalesce(array_agg(base ORDER BY id), '{}') AS bases, coalesce(array_agg(last_time ORDER BY id), '{}') AS times
       FROM advanced),
     appended AS (
       INSERT INTO event (stream_id, number, uuid, time, priority, target_kind, subject, key, target_uuid,
                          registration, object_uuid, object_type)
       SELECT ($1::int[])[e.stream], n.bases[e.stream] + e.place, e.uuid, n.times[e.stream], e.priority, e.target_kind, e.subject,
              e.key, e.target_uuid, e.registration, e.object_uuid, e.object_type
       FROM numbered n, (
         SELECT unnest($5::int[]) AS stream, unnest($6::int[]) AS place, unnest($7::uuid[]) AS uuid, unnest($8::int[]) AS priority,
                unnest($9::smallint[]) AS target_kind, unnest($10::text[]) AS subject, unnest($11::text[]) AS key,
                unnest($12::uuid[]) AS target_uuid, unnest($13::bigint[]) AS registration, unnest($14::uuid[]) AS object_uuid,
                unnest($15::text[]) AS object_type) AS e),
     recorded AS (
       UPDATE commit_group g SET verdicts = $4, streams = $1, bases = n.bases, times = n.times
       FROM numbered n WHERE g.lane = $3 AND g.slot = ($17 % 1024)::int)
SELECT n.bases, n.times, clock.now FROM numbered n, clock
