SELECT number, registration, type, uuid, ticks, attempts, due_ticks, parked, head, route, reason, payload, seal FROM delivery WHERE number = ?1
