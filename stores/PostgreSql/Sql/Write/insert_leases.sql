INSERT INTO lease (group_uuid, epoch, ordinal, listener, position, entry_count, entries)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::bigint[], $6::int[], $7::bytea[])
