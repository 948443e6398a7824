SELECT registration FROM delivery WHERE parked = 1 AND registration > ?1 ORDER BY registration LIMIT 1
