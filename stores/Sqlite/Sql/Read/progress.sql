SELECT listener, position, frontier, seal FROM listener_progress WHERE listener = ?1
