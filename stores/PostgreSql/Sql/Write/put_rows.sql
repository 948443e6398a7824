INSERT INTO entry_row (listener, subject, attempts, not_before_ticks, parked, silenced, reason, events)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::bigint[], $5::boolean[], $6::boolean[], $7::text[], $8::bytea[])
ON CONFLICT (listener, subject) DO UPDATE
SET attempts = excluded.attempts, not_before_ticks = excluded.not_before_ticks, parked = excluded.parked,
    silenced = excluded.silenced, reason = excluded.reason, events = excluded.events
