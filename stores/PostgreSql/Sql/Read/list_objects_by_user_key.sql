SELECT o.uuid, o.number, o.time, o.operation, r.state, o.presence
FROM (
  SELECT DISTINCT k.uuid FROM object_user_key k
  WHERE k.type = $1 AND k.user_key = ANY ($7::text[]) AND k.uuid >= $2 AND (k.uuid > $2 OR $3)
) AS k
JOIN object o ON o.type = $1 AND o.uuid = k.uuid
JOIN object_registration r ON r.type = o.type AND r.uuid = o.uuid AND r.number = o.number
WHERE $4::bigint IS NULL OR o.presence && int8range($4, $5)
ORDER BY o.uuid
LIMIT $6
