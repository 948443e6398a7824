SELECT number, time, actor, operation, note, state
FROM object_registration
WHERE type = $1 AND uuid = $2 AND number > $3
ORDER BY number
LIMIT $4
