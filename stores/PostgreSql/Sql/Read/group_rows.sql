SELECT r.listener, r.subject, r.attempts, r.not_before_ticks, r.parked, r.silenced, r.reason, r.events
FROM listener l
JOIN entry_row r ON r.listener = l.uuid
WHERE l.group_uuid = $1
ORDER BY r.listener, r.subject
