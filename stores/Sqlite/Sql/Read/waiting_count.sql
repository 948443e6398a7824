SELECT count(*), min(ticks) FROM delivery WHERE parked = 0 AND registration = ?1
