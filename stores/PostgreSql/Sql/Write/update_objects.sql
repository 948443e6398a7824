UPDATE object o
SET number = w.number, time = w.time, operation = w.operation, presence = w.presence::int8multirange, user_keys = w.user_keys::text[]
FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::timestamptz[], $5::smallint[], $6::text[], $7::text[])
  AS w (type, uuid, number, time, operation, presence, user_keys)
WHERE o.type = w.type AND o.uuid = w.uuid
