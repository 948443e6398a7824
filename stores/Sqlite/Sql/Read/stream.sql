SELECT id, namespace, routing_key, first, last, last_ticks, seal FROM stream WHERE id = ?1
