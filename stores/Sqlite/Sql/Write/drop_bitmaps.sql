DELETE FROM settled_bitmap WHERE listener = ?1 AND place < ?2
