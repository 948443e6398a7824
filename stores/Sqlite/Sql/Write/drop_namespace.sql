DELETE FROM namespace WHERE name = ?1
