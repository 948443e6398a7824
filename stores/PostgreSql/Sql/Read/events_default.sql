SELECT number, uuid, time, priority, target_kind, subject, key, target_uuid, registration, object_uuid, object_type
FROM event
WHERE stream_id = (SELECT id FROM stream WHERE namespace = $1 AND routing_key = $2) AND number BETWEEN $3 AND $4 AND priority = 10000
ORDER BY number
LIMIT $5
