-- Where a stream begins, before anything of it was let go of.
INSERT INTO stream_first AS f (stream_id, first) VALUES ($1, 1)
ON CONFLICT (stream_id) DO NOTHING
