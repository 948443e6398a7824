SELECT field, valid_from, valid_to FROM object_reference
WHERE target_type = ?1 AND target_uuid = ?2 AND source_type = ?3 AND source_uuid = ?4 AND place = ?5
