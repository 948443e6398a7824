INSERT OR REPLACE INTO settled_bitmap VALUES (?1, ?2, ?3, ?4)
