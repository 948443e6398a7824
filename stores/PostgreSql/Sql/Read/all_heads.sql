SELECT s.namespace, s.routing_key, coalesce(f.first, 1), s.last
FROM stream s
LEFT JOIN stream_first f ON f.stream_id = s.id
WHERE s.last > 0
ORDER BY s.namespace, s.routing_key
