-- The references to an object that are in effect within the hull of some intervals, in the order in which the judge looks at them.
SELECT source_type, source_uuid, field, valid_from, valid_to FROM object_reference
WHERE target_type = ?1 AND target_uuid = ?2 AND valid_from < ?3 AND valid_to > ?4
ORDER BY source_type, source_uuid, place
