WITH deleted AS (DELETE FROM listener WHERE uuid = ANY ($1::uuid[]) RETURNING uuid, group_uuid),
     progress AS (DELETE FROM listener_progress WHERE listener = ANY ($1::uuid[])),
     bitmaps AS (DELETE FROM settled_bitmap WHERE listener = ANY ($1::uuid[])),
     rows AS (DELETE FROM entry_row WHERE listener = ANY ($1::uuid[])),
     leases AS (
       DELETE FROM lease l USING deleted d WHERE l.group_uuid = d.group_uuid AND l.listener = d.uuid
       RETURNING l.group_uuid, l.epoch, l.ordinal)
DELETE FROM lease_change c USING leases l
WHERE c.group_uuid = l.group_uuid AND c.epoch = l.epoch AND c.ordinal = l.ordinal
