INSERT OR REPLACE INTO lease_change VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
