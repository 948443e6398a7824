SELECT uuid, owner, namespace, routing_key, user_key, group_uuid,
       lease_ticks, max_back_off_ticks, max_attempts, max_in_flight, created_ticks,
       paused_ticks, pause_reason, suspended_ticks, suspended_from, suspended_to
FROM listener
WHERE namespace = ANY ($5::text[]) AND routing_key = ANY ($6::text[]) AND uuid >= $1 AND (uuid > $1 OR $2)
  AND ($4::uuid[] IS NULL OR owner = ANY ($4))
  AND ($7::text[] IS NULL OR user_key = ANY ($7))
ORDER BY uuid
LIMIT $3
