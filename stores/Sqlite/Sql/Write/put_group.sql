INSERT OR REPLACE INTO listener_group VALUES (?1, ?2, ?3)
