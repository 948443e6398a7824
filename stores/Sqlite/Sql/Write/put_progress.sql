INSERT OR REPLACE INTO listener_progress VALUES (?1, ?2, ?3, ?4)
