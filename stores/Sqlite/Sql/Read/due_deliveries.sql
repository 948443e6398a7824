SELECT number, registration, type, uuid, ticks, attempts, due_ticks, parked, head, route, reason, payload, seal FROM delivery
WHERE head = 1 AND registration = ?1 AND due_ticks <= ?2 ORDER BY due_ticks, type, uuid LIMIT ?3
