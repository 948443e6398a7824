SELECT uuid FROM object_user_key WHERE type = ?1 AND user_key = ?2 AND uuid > ?4 ORDER BY uuid LIMIT ?3
