SELECT id, namespace, routing_key, first, last, last_ticks, seal FROM stream WHERE namespace = ?1 AND routing_key = ?2
