SELECT id, count, ticks FROM event_block ORDER BY id
