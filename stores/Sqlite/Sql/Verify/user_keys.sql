SELECT type, user_key, uuid FROM object_user_key
