INSERT INTO unique_key VALUES (?1, ?2, ?3, ?4)
