INSERT OR REPLACE INTO delivery_number VALUES (?1, ?2, ?3)
