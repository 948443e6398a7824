SELECT s.namespace, s.routing_key, coalesce(f.first, 1), s.last
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k (namespace, routing_key, place)
JOIN stream s ON s.namespace = k.namespace AND s.routing_key = k.routing_key
LEFT JOIN stream_first f ON f.stream_id = s.id
WHERE s.last > 0
ORDER BY k.place
