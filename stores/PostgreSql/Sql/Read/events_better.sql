-- The pages with events of a better priority than the default, until $5 of them are found, and $6 pages at most. The first page may
-- have all of them before $3: one page more than $5 events need is read for it.
WITH k AS MATERIALIZED (
  SELECT s.id, greatest($3, f.first, 1) AS first
  FROM stream s LEFT JOIN stream_first f ON f.stream_id = s.id
  WHERE s.namespace = $1 AND s.routing_key = $2)
SELECT p.last, p.count, p.time, p.events, (SELECT first FROM k)
FROM (
  SELECT e.last, e.count, e.time, e.events, sum(e.better) OVER (ORDER BY e.last) - e.better AS before
  FROM event_page e
  WHERE e.stream_id = (SELECT id FROM k) AND e.last >= (SELECT first FROM k) AND e.last <= $4::bigint + 255 AND e.last - e.count < $4
    AND e.better > 0
  ORDER BY e.last
  LIMIT least($5 + 1, $6::int)) AS p
WHERE p.before < $5 + 256
ORDER BY p.last
