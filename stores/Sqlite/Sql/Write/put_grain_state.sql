INSERT OR REPLACE INTO grain_state VALUES (?1, ?2, ?3, ?4, ?5)
