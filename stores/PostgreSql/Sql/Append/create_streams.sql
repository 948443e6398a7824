-- In a transaction of its own: a stream without events is none to any reader.
INSERT INTO stream (namespace, routing_key)
SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (namespace, routing_key) DO NOTHING
