SELECT due_ticks FROM delivery WHERE head = 1 AND registration = ?1 AND due_ticks > ?2 ORDER BY due_ticks LIMIT 1
