SELECT source_type, source_uuid, field, valid_from, valid_to FROM object_reference
WHERE target_type = ?1 AND target_uuid = ?2 AND valid_from < ?4 AND valid_to > ?3
ORDER BY source_type, source_uuid, place LIMIT ?5
