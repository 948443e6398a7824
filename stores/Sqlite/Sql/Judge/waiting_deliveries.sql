SELECT number FROM delivery WHERE registration = ?1 AND type = ?2 AND uuid = ?3 AND parked = 0 ORDER BY number
