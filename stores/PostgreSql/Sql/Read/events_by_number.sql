-- The event blocks that hold given events, each once.
WITH k AS MATERIALIZED (
  SELECT s.id, coalesce(f.first, 1) AS first
  FROM stream s LEFT JOIN stream_first f ON f.stream_id = s.id
  WHERE s.namespace = $1 AND s.routing_key = $2)
SELECT e.last, e.count, e.time, e.events, (SELECT first FROM k)
FROM event_block e
WHERE e.stream_id = (SELECT id FROM k) AND e.last = ANY (ARRAY(
    SELECT DISTINCT n.last
    FROM unnest($3::bigint[]) AS w (number), LATERAL (
      SELECT b.last FROM event_block b WHERE b.stream_id = (SELECT id FROM k) AND b.last >= w.number ORDER BY b.last LIMIT 1) AS n
    WHERE w.number >= (SELECT first FROM k)))
ORDER BY e.last
