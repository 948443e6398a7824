-- The lease records in which an entry changes, and those whose generation must be new, with their numbers of entries. The row of their listener group is
-- locked already.
SELECT l.group_uuid, l.epoch, l.ordinal, l.listener, l.entry_count
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS k (group_uuid, epoch, ordinal)
JOIN lease l ON l.group_uuid = k.group_uuid AND l.epoch = k.epoch AND l.ordinal = k.ordinal
