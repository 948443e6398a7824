UPDATE listener_group g SET epoch = w.epoch FROM unnest($1::uuid[], $2::bigint[]) AS w (uuid, epoch) WHERE g.uuid = w.uuid
