SELECT k.place::int, s.id
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k (namespace, routing_key, place)
JOIN stream s ON s.namespace = k.namespace AND s.routing_key = k.routing_key
