DELETE FROM delivery d
USING unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[]) AS w (registration, number, type, uuid)
WHERE d.registration = w.registration AND d.number = w.number AND d.type = w.type AND d.uuid = w.uuid
