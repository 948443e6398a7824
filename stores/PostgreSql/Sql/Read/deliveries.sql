SELECT number, type, uuid, time, attempts, due_ticks, parked, route, reason, payload FROM delivery
WHERE registration = $1 AND number = ANY ($2::bigint[]) ORDER BY number
