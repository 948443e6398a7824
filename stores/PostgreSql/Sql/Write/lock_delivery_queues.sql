-- Locks the queues of all deliveries that the batch writes or changes, in one order, and makes those that are missing. A queue that exists has an earlier
-- delivery, so it keeps its due instant. The update changes nothing: it is the lock, which waits for whoever deletes the row, and then makes it anew.
INSERT INTO delivery_queue AS q (registration, type, uuid, due_ticks)
SELECT w.registration, w.type, w.uuid, w.due_ticks
FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[]) AS w (registration, type, uuid, due_ticks)
ORDER BY w.registration, w.type COLLATE "C", w.uuid
ON CONFLICT (registration, type, uuid) DO UPDATE SET due_ticks = q.due_ticks
