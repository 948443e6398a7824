SELECT o.type, o.uuid, o.number, o.time, o.presence, o.user_keys
FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS k (type, uuid, place)
JOIN object o ON o.type = k.type AND o.uuid = k.uuid
ORDER BY k.place
FOR UPDATE OF o
