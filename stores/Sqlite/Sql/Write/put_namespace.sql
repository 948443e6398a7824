INSERT OR REPLACE INTO namespace VALUES (?1, ?2, ?3, ?4, ?5)
