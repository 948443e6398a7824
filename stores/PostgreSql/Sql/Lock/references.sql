-- The references of the objects that the batch writes; the rows of those objects are locked.
SELECT r.source_type, r.source_uuid, r.field, r.target_type, r.target_uuid, r.valid_from, r.valid_to
FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS k (type, uuid, place)
JOIN object_reference r ON r.source_type = k.type AND r.source_uuid = k.uuid
ORDER BY k.place, r.place
