SELECT u.scope, u.value, u.holder_type, u.holder_uuid
FROM unnest($1::text[], $2::text[]) AS k (scope, value)
JOIN unique_key u ON u.scope = k.scope AND u.value = k.value
