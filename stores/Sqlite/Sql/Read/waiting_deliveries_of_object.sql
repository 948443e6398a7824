SELECT number, registration, type, uuid, ticks, attempts, due_ticks, parked, head, route, reason, payload, seal FROM delivery
WHERE parked = 0 AND registration = ?1 AND number > ?2 AND type = ?4 AND uuid = ?5 ORDER BY number LIMIT ?3
