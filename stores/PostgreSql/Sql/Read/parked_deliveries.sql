SELECT number, type, uuid, time, attempts, due_ticks, parked, route, reason, CASE WHEN $4 THEN payload ELSE '' END
FROM delivery WHERE registration = $1 AND number > $2 AND parked ORDER BY number LIMIT $3
