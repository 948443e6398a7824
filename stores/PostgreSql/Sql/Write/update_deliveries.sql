-- What is null stays as it is.
UPDATE delivery d
SET attempts = w.attempts, due_ticks = coalesce(w.due_ticks, d.due_ticks), parked = w.parked, reason = coalesce(w.reason, d.reason)
FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::int[], $6::bigint[], $7::boolean[], $8::text[])
       AS w (registration, number, type, uuid, attempts, due_ticks, parked, reason)
WHERE d.registration = w.registration AND d.number = w.number AND d.type = w.type AND d.uuid = w.uuid
