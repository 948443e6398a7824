-- A change to a lease record that is gone has no effect.
INSERT INTO lease_change AS c (group_uuid, epoch, ordinal, index, until_ticks, ended)
SELECT w.group_uuid, w.epoch, w.ordinal, w.index, w.until_ticks, w.ended
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::int[], $5::bigint[], $6::boolean[])
  AS w (group_uuid, epoch, ordinal, index, until_ticks, ended)
JOIN lease l ON l.group_uuid = w.group_uuid AND l.epoch = w.epoch AND l.ordinal = w.ordinal
ON CONFLICT (group_uuid, epoch, ordinal, index) DO UPDATE
SET until_ticks = coalesce(excluded.until_ticks, c.until_ticks), ended = excluded.ended
