SELECT d.type, d.uuid, d.instant
FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS k (type, uuid, place)
JOIN due d ON d.type = k.type AND d.uuid = k.uuid
ORDER BY k.place, d.instant
FOR UPDATE OF d
