INSERT INTO object_user_key VALUES (?1, ?2, ?3)
