SELECT registration FROM delivery WHERE parked = 0 AND registration > ?1 ORDER BY registration LIMIT 1
