-- After deliveries changed: each of these queues gets the due instant of its first delivery, or goes with its last. The batch has locked them, so that no
-- other writes to them meanwhile; this statement sees what others committed before that.
WITH head AS MATERIALIZED (
       SELECT w.registration, w.type, w.uuid, f.due_ticks
       FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS w (registration, type, uuid)
       LEFT JOIN LATERAL (
         SELECT d.due_ticks FROM delivery d
         WHERE d.registration = w.registration AND d.type = w.type AND d.uuid = w.uuid AND NOT d.parked
         ORDER BY d.number LIMIT 1) AS f ON true),
     gone AS (
       DELETE FROM delivery_queue q USING head h
       WHERE q.registration = h.registration AND q.type = h.type AND q.uuid = h.uuid AND h.due_ticks IS NULL)
UPDATE delivery_queue q SET due_ticks = h.due_ticks
FROM head h
WHERE q.registration = h.registration AND q.type = h.type AND q.uuid = h.uuid AND q.due_ticks <> h.due_ticks
