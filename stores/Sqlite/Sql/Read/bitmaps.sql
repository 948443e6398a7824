SELECT listener, place, bits, seal FROM settled_bitmap WHERE listener = ?1 ORDER BY place
