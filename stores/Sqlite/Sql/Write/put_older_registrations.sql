INSERT INTO older_registrations VALUES (?1, ?2, ?3, ?4, ?5)
