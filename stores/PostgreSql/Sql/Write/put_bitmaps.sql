INSERT INTO settled_bitmap (listener, index, bits)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bytea[])
ON CONFLICT (listener, index) DO UPDATE SET bits = excluded.bits
