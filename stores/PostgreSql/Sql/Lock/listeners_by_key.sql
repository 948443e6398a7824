SELECT l.uuid, l.owner, l.namespace, l.user_key
FROM unnest($1::uuid[], $2::text[], $3::text[]) AS k (owner, namespace, user_key)
JOIN listener l ON l.owner = k.owner AND l.namespace = k.namespace AND l.user_key = k.user_key
