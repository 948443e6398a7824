-- Runs in a transaction of its own: readers see no stream that has no events.
INSERT INTO stream (namespace, routing_key)
SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (namespace, routing_key) DO NOTHING
