SELECT l.uuid, l.owner, l.namespace, l.routing_key, l.user_key, l.group_uuid,
       l.lease_ticks, l.max_back_off_ticks, l.max_attempts, l.max_in_flight, l.created_ticks,
       l.paused_ticks, l.pause_reason, l.suspended_ticks, l.suspended_from, l.suspended_to,
       p.position, p.frontier, coalesce(s.last, 0)
FROM listener l
JOIN listener_progress p ON p.listener = l.uuid
LEFT JOIN stream s ON s.namespace = l.namespace AND s.routing_key = l.routing_key
WHERE l.group_uuid = $1
ORDER BY l.uuid
