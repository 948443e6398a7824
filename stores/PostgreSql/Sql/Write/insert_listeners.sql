INSERT INTO listener (uuid, owner, namespace, routing_key, user_key, group_uuid,
                      lease_ticks, max_back_off_ticks, max_attempts, max_in_flight, created_ticks,
                      paused_ticks, pause_reason, suspended_ticks, suspended_from, suspended_to)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[],
                     $7::bigint[], $8::bigint[], $9::int[], $10::int[], $11::bigint[],
                     $12::bigint[], $13::text[], $14::bigint[], $15::bigint[], $16::bigint[])
