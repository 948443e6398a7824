DELETE FROM delivery WHERE number = ?1
