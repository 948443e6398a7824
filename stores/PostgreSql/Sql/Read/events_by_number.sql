-- The pages in which single events stand, each once.
WITH k AS MATERIALIZED (
  SELECT s.id, coalesce(f.first, 1) AS first
  FROM stream s LEFT JOIN stream_first f ON f.stream_id = s.id
  WHERE s.namespace = $1 AND s.routing_key = $2)
SELECT e.last, e.count, e.time, e.events, (SELECT first FROM k)
FROM event_page e
WHERE e.stream_id = (SELECT id FROM k) AND e.last = ANY (ARRAY(
    SELECT DISTINCT n.last
    FROM unnest($3::bigint[]) AS w (number), LATERAL (
      SELECT p.last FROM event_page p WHERE p.stream_id = (SELECT id FROM k) AND p.last >= w.number ORDER BY p.last LIMIT 1) AS n
    WHERE w.number >= (SELECT first FROM k)))
ORDER BY e.last
