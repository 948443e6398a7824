INSERT INTO object_registration (type, uuid, number, time, operation, actor, note, state)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::timestamptz[], $5::smallint[], $6::uuid[], $7::text[], $8::bytea[])
