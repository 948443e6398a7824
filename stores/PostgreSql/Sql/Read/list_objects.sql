-- $2 is the uuid to begin at, $3 whether that uuid is included.
SELECT o.uuid, o.number, o.time, o.operation, r.state, o.presence
FROM object o
JOIN object_registration r ON r.type = o.type AND r.uuid = o.uuid AND r.number = o.number
WHERE o.type = $1 AND o.uuid >= $2 AND (o.uuid > $2 OR $3)
  AND ($4::bigint IS NULL OR o.presence && int8range($4, $5))
ORDER BY o.uuid
LIMIT $6
