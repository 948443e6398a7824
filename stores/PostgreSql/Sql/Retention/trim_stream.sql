-- A batch from the beginning: what every listener that is not suspended has passed and is older than the limit. Times never go back within a stream, so
-- the first event that is too young ends it. The stream is held by the statement before.
WITH held AS MATERIALIZED (
       SELECT f.stream_id, f.first FROM stream_first f WHERE f.stream_id = $1),
     passed AS MATERIALIZED (
       SELECT min(p.frontier) AS frontier
       FROM stream s
       JOIN listener l ON l.namespace = s.namespace AND l.routing_key = s.routing_key
       JOIN listener_progress p ON p.listener = l.uuid
       WHERE s.id = $1 AND l.suspended_ticks IS NULL),
     oldest AS MATERIALIZED (
       SELECT w.number, w.time
       FROM held h, passed p,
            LATERAL (
              SELECT e.number, e.time FROM event e
              WHERE e.stream_id = $1 AND e.number >= h.first AND e.number <= coalesce(p.frontier, 9223372036854775807)
              ORDER BY e.number
              LIMIT $3) AS w),
     upto AS MATERIALIZED (
       SELECT coalesce(min(number) FILTER (WHERE time >= $2) - 1, max(number)) AS number FROM oldest),
     moved AS (
       UPDATE stream_first f SET first = u.number + 1 FROM upto u, held h WHERE f.stream_id = h.stream_id AND u.number >= h.first),
     deleted AS (
       DELETE FROM event e USING upto u, held h
       WHERE e.stream_id = $1 AND e.number >= h.first AND e.number <= u.number
       RETURNING 1)
SELECT count(*)::int FROM deleted
