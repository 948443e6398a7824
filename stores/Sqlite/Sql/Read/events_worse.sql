SELECT id, count, ticks, better, worse, events, seal FROM event_block INDEXED BY event_block_worse
WHERE id >= ?1 AND id <= ?2 AND worse > 0 ORDER BY id
