SELECT uuid, owner, namespace, routing_key, user_key, group_uuid, lease_ticks, max_back_off_ticks, max_attempts, max_in_flight, created_ticks,
       paused_ticks, pause_reason, suspended_ticks, suspended_from, suspended_to, seal
FROM listener WHERE uuid = ?1
