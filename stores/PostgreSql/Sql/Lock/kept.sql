-- Where streams begin. The lock is shared: a trim locks exclusively before it looks at the frontiers, so it waits for this transaction.
SELECT s.namespace, s.routing_key, f.first, s.last
FROM unnest($1::text[], $2::text[]) AS k (namespace, routing_key)
JOIN stream s ON s.namespace = k.namespace AND s.routing_key = k.routing_key
JOIN stream_first f ON f.stream_id = s.id
ORDER BY f.stream_id
FOR SHARE OF f
