SELECT k.place::int, u.holder_type, u.holder_uuid
FROM unnest($2::text[]) WITH ORDINALITY AS k (value, place)
JOIN unique_key u ON u.scope = $1 AND u.value = k.value
