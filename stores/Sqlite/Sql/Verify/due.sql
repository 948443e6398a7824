SELECT 1 FROM due WHERE instant = ?1 AND type = ?2 AND uuid = ?3
