-- How many entries the lease records have, of which one is to change or of which the generation must be new. Their group's row is locked.
SELECT l.group_uuid, l.epoch, l.ordinal, l.listener, l.entry_count
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS k (group_uuid, epoch, ordinal)
JOIN lease l ON l.group_uuid = k.group_uuid AND l.epoch = k.epoch AND l.ordinal = k.ordinal
