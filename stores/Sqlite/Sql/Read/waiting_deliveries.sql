SELECT number, registration, type, uuid, ticks, attempts, due_ticks, parked, head, route, reason, payload, seal FROM delivery
WHERE parked = 0 AND registration = ?1 AND number > ?2 ORDER BY number LIMIT ?3
