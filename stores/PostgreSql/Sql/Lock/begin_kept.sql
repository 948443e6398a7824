-- Gives each stream that was never trimmed its row in stream_first, so that there is a row to lock.
INSERT INTO stream_first AS f (stream_id, first)
SELECT s.id, 1
FROM unnest($1::text[], $2::text[]) AS k (namespace, routing_key)
JOIN stream s ON s.namespace = k.namespace AND s.routing_key = k.routing_key
ORDER BY s.id
ON CONFLICT (stream_id) DO NOTHING
