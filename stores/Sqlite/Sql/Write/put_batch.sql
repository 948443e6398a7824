INSERT INTO batch VALUES (?1, ?2, ?3, ?4)
