-- The event blocks that hold $4 events from number $3 on, or from the first one that is kept. A block holds at most 256 events
-- (EventBlock.MaxEvents), so the index on its last number is enough to know where to end.
WITH k AS MATERIALIZED (
  SELECT s.id, greatest($3, f.first, 1) AS first
  FROM stream s LEFT JOIN stream_first f ON f.stream_id = s.id
  WHERE s.namespace = $1 AND s.routing_key = $2)
SELECT e.last, e.count, e.time, e.events, (SELECT first FROM k)
FROM event_block e
WHERE e.stream_id = (SELECT id FROM k) AND e.last >= (SELECT first FROM k) AND e.last < (SELECT first FROM k) + ($4 + 255)
  AND e.last - e.count < (SELECT first FROM k) + ($4 - 1)
ORDER BY e.last
