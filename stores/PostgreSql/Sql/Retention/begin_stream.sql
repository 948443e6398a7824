-- Locks where a stream begins, also if nothing of it was deleted yet. DO UPDATE locks the row even though its WHERE updates nothing; the next
-- statement then sees everything that was committed before the lock was granted.
INSERT INTO stream_first AS f (stream_id, first) VALUES ($1, 1)
ON CONFLICT (stream_id) DO UPDATE SET first = f.first WHERE false
