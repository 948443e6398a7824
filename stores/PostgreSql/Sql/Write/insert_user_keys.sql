INSERT INTO object_user_key (type, user_key, uuid) SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[])
