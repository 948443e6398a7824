DELETE FROM object_reference r
USING unnest($1::text[], $2::uuid[]) AS w (type, uuid)
WHERE r.source_type = w.type AND r.source_uuid = w.uuid
