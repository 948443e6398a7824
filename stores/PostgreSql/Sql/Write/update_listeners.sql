UPDATE listener l
SET owner = w.owner, namespace = w.namespace, routing_key = w.routing_key, user_key = w.user_key, group_uuid = w.group_uuid,
    lease_ticks = w.lease_ticks, max_back_off_ticks = w.max_back_off_ticks, max_attempts = w.max_attempts,
    max_in_flight = w.max_in_flight, created_ticks = w.created_ticks
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[],
            $7::bigint[], $8::bigint[], $9::int[], $10::int[], $11::bigint[])
  AS w (uuid, owner, namespace, routing_key, user_key, group_uuid,
        lease_ticks, max_back_off_ticks, max_attempts, max_in_flight, created_ticks)
WHERE l.uuid = w.uuid
