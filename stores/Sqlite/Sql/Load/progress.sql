SELECT listener, position, frontier, seal FROM listener_progress
