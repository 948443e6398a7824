INSERT INTO object (type, uuid, number, time, operation, presence, user_keys)
SELECT w.type, w.uuid, w.number, w.time, w.operation, w.presence::int8multirange, w.user_keys::text[]
FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::timestamptz[], $5::smallint[], $6::text[], $7::text[])
  AS w (type, uuid, number, time, operation, presence, user_keys)
