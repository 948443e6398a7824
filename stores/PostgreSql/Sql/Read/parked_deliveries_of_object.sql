SELECT number, type, uuid, time, attempts, due_ticks, parked, route, reason, CASE WHEN $4 THEN payload ELSE '' END
FROM delivery WHERE registration = $1 AND number > $2 AND parked AND type = $5 AND uuid = $6 ORDER BY number LIMIT $3
