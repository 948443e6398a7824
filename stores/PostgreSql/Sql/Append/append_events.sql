-- Numbers the events of a batch and inserts them. This is the only statement that locks streams, in ascending order. $1 are the streams, ascending,
-- and $2 how many events each gets. An event block names its stream by the place in $1, and its last event by its place among the batch's events of
-- that stream, from 1. $11 is null except in tests, which set the time. The arrays are unnested side by side in a SELECT list, which passes their
-- elements on; in FROM, PostgreSQL would first write each array to a store of its own.
WITH clock AS MATERIALIZED (SELECT coalesce($11::timestamptz, clock_timestamp()) AS now),
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
       INSERT INTO event_block (stream_id, last, count, time, better, worse, events)
       SELECT ($1::int[])[b.stream], n.bases[b.stream] + b.place, b.count, n.times[b.stream], b.better, b.worse, b.events
       FROM numbered n, (
         SELECT unnest($5::int[]) AS stream, unnest($6::int[]) AS place, unnest($7::int[]) AS count, unnest($8::int[]) AS better,
                unnest($9::int[]) AS worse, unnest($10::bytea[]) AS events) AS b),
     recorded AS (
       UPDATE commit_batch b SET verdicts = $4, streams = $1, bases = n.bases, times = n.times
       FROM numbered n WHERE b.connection = $3 AND b.slot = ($12 % 1024)::int)
SELECT n.bases, n.times, clock.now FROM numbered n, clock
