SELECT DISTINCT source_uuid FROM object_reference
WHERE target_type = ?1 AND target_uuid = ?2 AND source_type = ?3 AND field = ?4 AND valid_from < ?6 AND valid_to > ?5
ORDER BY source_uuid LIMIT ?7
