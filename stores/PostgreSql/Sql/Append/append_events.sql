-- The only statement that locks streams, ascending. $1 and $2 are the streams, ascending, and how many events each gets; a page of events names
-- its stream by its place in $1, and its last event's place among the group's events of that stream, from 1. $11 is null but in tests that set
-- the time. The arrays are unnested side by side in a SELECT list, which hands their elements on; in FROM each would be laid down in a store of
-- its own first.
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
       INSERT INTO event_page (stream_id, last, count, time, better, worse, events)
       SELECT ($1::int[])[p.stream], n.bases[p.stream] + p.place, p.count, n.times[p.stream], p.better, p.worse, p.events
       FROM numbered n, (
         SELECT unnest($5::int[]) AS stream, unnest($6::int[]) AS place, unnest($7::int[]) AS count, unnest($8::int[]) AS better,
                unnest($9::int[]) AS worse, unnest($10::bytea[]) AS events) AS p),
     recorded AS (
       UPDATE commit_group g SET verdicts = $4, streams = $1, bases = n.bases, times = n.times
       FROM numbered n WHERE g.lane = $3 AND g.slot = ($12 % 1024)::int)
SELECT n.bases, n.times, clock.now FROM numbered n, clock
