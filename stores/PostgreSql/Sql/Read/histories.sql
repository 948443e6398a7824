SELECT k.place::int, h.number, h.time, h.actor, h.operation, h.note, h.state, h.until
FROM unnest($1::text[], $2::uuid[], $3::bigint[]) WITH ORDINALITY AS k (type, uuid, after, place)
CROSS JOIN LATERAL (
  SELECT r.number, r.time, r.actor, r.operation, r.note, r.state, n.time AS until
  FROM object_registration r
  LEFT JOIN object_registration n ON n.type = r.type AND n.uuid = r.uuid AND n.number = r.number + 1
  WHERE r.type = k.type AND r.uuid = k.uuid AND r.number > k.after AND r.time < $5 AND (n.time IS NULL OR n.time > $4)
  ORDER BY r.number
  LIMIT $6
) AS h
ORDER BY k.place, h.number
