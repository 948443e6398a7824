SELECT count(*) FROM delivery WHERE parked = 1 AND registration = ?1
