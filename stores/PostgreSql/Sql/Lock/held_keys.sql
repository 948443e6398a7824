SELECT u.scope, u.value, u.holder_type, u.holder_uuid
FROM unnest($1::text[], $2::uuid[]) AS k (type, uuid)
JOIN unique_key u ON u.holder_type = k.type AND u.holder_uuid = k.uuid
