INSERT INTO due (type, uuid, instant) SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[])
