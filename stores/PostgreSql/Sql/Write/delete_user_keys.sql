DELETE FROM object_user_key k
USING unnest($1::text[], $2::text[], $3::uuid[]) AS w (type, user_key, uuid)
WHERE k.type = w.type AND k.user_key = w.user_key AND k.uuid = w.uuid
