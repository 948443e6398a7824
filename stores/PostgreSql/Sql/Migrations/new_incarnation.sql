UPDATE incarnation SET uuid = gen_random_uuid(), since = clock_timestamp() RETURNING uuid
