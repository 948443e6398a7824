-- Times never go back within a stream.
SELECT id, count FROM event_block WHERE id >= ?1 AND id <= ?2 AND ticks >= ?3 ORDER BY id LIMIT 1
