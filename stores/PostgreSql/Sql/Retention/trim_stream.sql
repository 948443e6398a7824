-- A batch from the beginning: what every listener that is not suspended has passed and is older than the limit. Times never go back within a stream, so
-- the first event that is too young ends it; numbers have no gaps, so a whole batch is known by the time of its last event alone, and only where that is
-- too young the first one is looked for. The stream is held by the statement before.
WITH held AS MATERIALIZED (
       SELECT f.stream_id, f.first FROM stream_first f WHERE f.stream_id = $1),
     passed AS MATERIALIZED (
       SELECT least(min(p.frontier), min(s.last)) AS number
       FROM stream s
       LEFT JOIN (
         listener l JOIN listener_progress p ON p.listener = l.uuid AND l.suspended_ticks IS NULL)
         ON l.namespace = s.namespace AND l.routing_key = s.routing_key
       WHERE s.id = $1),
     whole AS MATERIALIZED (
       SELECT e.number
       FROM held h, passed p, event e
       WHERE e.stream_id = $1 AND e.number = least(h.first + $3 - 1, p.number) AND e.time < $2),
     part AS MATERIALIZED (
       SELECT w.number
       FROM held h, passed p,
            LATERAL (
              SELECT e.number, e.time FROM event e
              WHERE e.stream_id = $1 AND e.number >= h.first AND e.number <= p.number
              ORDER BY e.number
              LIMIT $3) AS w
       WHERE NOT EXISTS (SELECT FROM whole) AND w.time >= $2
       ORDER BY w.number
       LIMIT 1),
     upto AS MATERIALIZED (
       SELECT h.first, coalesce((SELECT number FROM whole), (SELECT number - 1 FROM part), h.first - 1) AS number FROM held h),
     moved AS (
       UPDATE stream_first f SET first = u.number + 1 FROM upto u WHERE f.stream_id = $1 AND u.number >= u.first),
     deleted AS (
       DELETE FROM event e USING upto u WHERE e.stream_id = $1 AND e.number >= u.first AND e.number <= u.number)
SELECT (number - first + 1)::int FROM upto
