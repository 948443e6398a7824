SELECT listener, subject, attempts, not_before_ticks, parked, silenced, oldest_ticks, reason, events, seal FROM entry_row
WHERE listener = ?1 ORDER BY subject
