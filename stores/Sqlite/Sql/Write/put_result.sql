INSERT OR REPLACE INTO kept_result VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
