SELECT id, namespace, routing_key, first, last, last_ticks, seal FROM stream ORDER BY id
