DELETE FROM event_block WHERE id >= ?1 AND id <= ?2
