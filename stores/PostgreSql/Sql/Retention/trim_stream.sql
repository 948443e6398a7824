-- A batch from the beginning: what every listener that is not suspended has passed and is older than the limit. Times never go back within a stream, so
-- the first page that is too young ends it; numbers have no gaps, so a whole batch is known by the time of its last event alone, and only where that is
-- too young the first page is looked for. A page goes with its last event. The stream is held by the statement before.
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
              SELECT e.time FROM event_page e WHERE e.stream_id = $1 AND e.last >= w.number ORDER BY e.last LIMIT 1) AS e
       WHERE e.time < $2),
     part AS MATERIALIZED (
       SELECT greatest(y.last - y.count, w.first - 1) AS number
       FROM wanted w, LATERAL (
              SELECT e.last, e.count, e.time FROM event_page e WHERE e.stream_id = $1 AND e.last >= w.first ORDER BY e.last LIMIT $3) AS y
       WHERE NOT EXISTS (SELECT FROM whole) AND y.time >= $2
       ORDER BY y.last
       LIMIT 1),
     upto AS MATERIALIZED (
       SELECT h.first, coalesce((SELECT number FROM whole), (SELECT number FROM part), h.first - 1) AS number FROM held h),
     moved AS (
       UPDATE stream_first f SET first = u.number + 1 FROM upto u WHERE f.stream_id = $1 AND u.number >= u.first),
     deleted AS (
       DELETE FROM event_page e USING upto u WHERE e.stream_id = $1 AND e.last >= u.first AND e.last <= u.number)
SELECT (number - first + 1)::int FROM upto
