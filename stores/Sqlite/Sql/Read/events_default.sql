SELECT id, count, ticks, better, worse, events, seal FROM event_block
WHERE id >= ?1 AND id <= ?2 AND better + worse < count ORDER BY id
