SELECT due_ticks FROM delivery_queue WHERE registration = $1 AND due_ticks > $2 ORDER BY due_ticks LIMIT 1
