DELETE FROM due d
USING unnest($1::text[], $2::uuid[], $3::bigint[]) AS w (type, uuid, instant)
WHERE d.type = w.type AND d.uuid = w.uuid AND d.instant = w.instant
