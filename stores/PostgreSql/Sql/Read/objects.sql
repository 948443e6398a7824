SELECT k.place::int, o.number, o.time, o.operation, r.state, o.presence
FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS k (type, uuid, place)
JOIN object o ON o.type = k.type AND o.uuid = k.uuid
JOIN object_registration r ON r.type = o.type AND r.uuid = o.uuid AND r.number = o.number
