INSERT INTO listener_group (uuid, epoch) SELECT * FROM unnest($1::uuid[], $2::bigint[])
