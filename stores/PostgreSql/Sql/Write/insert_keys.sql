INSERT INTO unique_key (scope, value, holder_type, holder_uuid) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[])
