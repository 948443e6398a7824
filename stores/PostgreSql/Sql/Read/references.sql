SELECT r.source_type, r.source_uuid, r.field, r.target_type, r.target_uuid, r.valid_from, r.valid_to
FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS k (type, uuid, nth)
JOIN object_reference r ON r.target_type = k.type AND r.target_uuid = k.uuid
WHERE r.valid_from < $4 AND $3 < r.valid_to
ORDER BY k.nth, r.source_type, r.source_uuid, r.place
LIMIT $5
