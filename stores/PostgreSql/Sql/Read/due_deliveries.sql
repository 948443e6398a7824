SELECT d.number, d.type, d.uuid, d.time, d.attempts, d.due_ticks, d.parked, d.route, d.reason, d.payload
FROM delivery_queue q
CROSS JOIN LATERAL (
  SELECT * FROM delivery d
  WHERE d.registration = q.registration AND d.type = q.type AND d.uuid = q.uuid AND NOT d.parked
  ORDER BY d.number LIMIT 1) AS d
WHERE q.registration = $1 AND q.due_ticks <= $2
ORDER BY q.due_ticks, q.type, q.uuid LIMIT $3
