SELECT listener, frontier FROM listener_progress WHERE listener = ANY ($1::uuid[]) ORDER BY listener
