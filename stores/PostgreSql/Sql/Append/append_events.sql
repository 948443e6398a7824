-- The only statement that locks streams, ascending. $1 and $2 are the streams, ascending, and how many events each gets; an event names its stream by its
-- place in $1, and its own place among the group's events of that stream, from 1. $16 is null but in tests that set the time.
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
       FROM numbered n,
            unnest($5::int[], $6::int[], $7::uuid[], $8::int[], $9::smallint[], $10::text[], $11::text[], $12::uuid[],
                   $13::bigint[], $14::uuid[], $15::text[])
              AS e (stream, place, uuid, priority, target_kind, subject, key, target_uuid, registration, object_uuid, object_type)),
     recorded AS (
       UPDATE commit_group g SET verdicts = $4, streams = $1, bases = n.bases, times = n.times
       FROM numbered n WHERE g.lane = $3 AND g.slot = ($17 % 1024)::int)
SELECT n.bases, n.times, clock.now FROM numbered n, clock
