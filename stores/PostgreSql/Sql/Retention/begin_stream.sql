-- Holds where a stream begins, also before anything of it was let go of. What is not updated is locked all the same; the statement
-- after it sees what was committed before the lock was given.
INSERT INTO stream_first AS f (stream_id, first) VALUES ($1, 1)
ON CONFLICT (stream_id) DO UPDATE SET first = f.first WHERE false
