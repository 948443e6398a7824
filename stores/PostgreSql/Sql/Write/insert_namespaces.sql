INSERT INTO namespace (name, owner, is_public, version)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::boolean[], $4::bigint[])
