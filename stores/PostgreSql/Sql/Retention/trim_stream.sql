-- Deletes events from the beginning of a stream: those older than the limit $2 that every listener has passed, except suspended listeners. At most $3
-- at a time. Times never go back within a stream, so the first block that is too young ends it. Numbers have no gaps, so the time of the last
-- event alone usually decides; only if that event is too young, the first block that is too young is looked for. A block goes with its last event. The
-- statement before holds the lock on where the stream begins.
WITH held AS MATERIALIZED (
       SELECT f.stream_id, f.first FROM stream_first f WHERE f.stream_id = $1),
     passed AS MATERIALIZED (
       SELECT least(min(p.frontier), min(s.last)) AS number
       FROM stream s
       LEFT JOIN (
         listener l JOIN listener_progress p ON p.listener = l.uuid AND l.suspended_ticks IS NULL)
         ON l.namespace = s.namespace AND l.routing_key = s.routing_key
       WHERE s.id = $1),
     wanted AS MATERIALIZED (
       SELECT h.first, least(h.first + $3 - 1, p.number) AS number FROM held h, passed p WHERE p.number >= h.first),
     whole AS MATERIALIZED (
       SELECT w.number
       FROM wanted w, LATERAL (
              SELECT e.time FROM event_block e WHERE e.stream_id = $1 AND e.last >= w.number ORDER BY e.last LIMIT 1) AS e
       WHERE e.time < $2),
     part AS MATERIALIZED (
       SELECT greatest(y.last - y.count, w.first - 1) AS number
       FROM wanted w, LATERAL (
              SELECT e.last, e.count, e.time FROM event_block e WHERE e.stream_id = $1 AND e.last >= w.first ORDER BY e.last LIMIT $3) AS y
       WHERE NOT EXISTS (SELECT FROM whole) AND y.time >= $2
       ORDER BY y.last
       LIMIT 1),
     upto AS MATERIALIZED (
       SELECT h.first, coalesce((SELECT number FROM whole), (SELECT number FROM part), h.first - 1) AS number FROM held h),
     moved AS (
       UPDATE stream_first f SET first = u.number + 1 FROM upto u WHERE f.stream_id = $1 AND u.number >= u.first),
     deleted AS (
       DELETE FROM event_block e USING upto u WHERE e.stream_id = $1 AND e.last >= u.first AND e.last <= u.number)
SELECT (number - first + 1)::int FROM upto
