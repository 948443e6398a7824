DELETE FROM listener_progress WHERE listener = ?1
