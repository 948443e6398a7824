WITH gone AS MATERIALIZED (
       SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS g (group_uuid, epoch, ordinal)),
     changes AS (
       DELETE FROM lease_change c USING gone g
       WHERE c.group_uuid = g.group_uuid AND c.epoch = g.epoch AND c.ordinal = g.ordinal)
DELETE FROM lease l USING gone g
WHERE l.group_uuid = g.group_uuid AND l.epoch = g.epoch AND l.ordinal = g.ordinal
