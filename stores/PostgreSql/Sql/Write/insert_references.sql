INSERT INTO object_reference (source_type, source_uuid, place, field, target_type, target_uuid, valid_from, valid_to)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::uuid[], $7::bigint[], $8::bigint[])
