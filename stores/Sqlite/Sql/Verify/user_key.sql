SELECT 1 FROM object_user_key WHERE type = ?1 AND user_key = ?2 AND uuid = ?3
