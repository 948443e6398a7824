SELECT id, count, ticks, better, worse, events, seal FROM event_block INDEXED BY event_block_better
WHERE id >= ?1 AND id <= ?2 AND better > 0 ORDER BY id
