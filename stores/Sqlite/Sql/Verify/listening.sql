-- Rows of listeners and their groups that do not fit each other: the table, the listener or group, and what is wrong.
SELECT 'listener', uuid, 'has no progress' FROM listener WHERE uuid NOT IN (SELECT listener FROM listener_progress)
UNION ALL
SELECT 'listener_progress', listener, 'is of no listener' FROM listener_progress WHERE listener NOT IN (SELECT uuid FROM listener)
UNION ALL
SELECT 'settled_bitmap', listener, 'is of no listener' FROM settled_bitmap WHERE listener NOT IN (SELECT uuid FROM listener)
UNION ALL
SELECT 'entry_row', listener, 'is of no listener' FROM entry_row WHERE listener NOT IN (SELECT uuid FROM listener)
UNION ALL
SELECT 'lease', listener, 'is of no listener' FROM lease WHERE listener NOT IN (SELECT uuid FROM listener)
UNION ALL
SELECT 'lease_change', group_uuid, 'is of no lease' FROM lease_change AS change
WHERE NOT EXISTS (SELECT 1 FROM lease WHERE (group_uuid, epoch, ordinal) = (change.group_uuid, change.epoch, change.ordinal))
UNION ALL
SELECT 'listener_progress', uuid, 'is beyond the end of its stream' FROM listener JOIN listener_progress ON listener_progress.listener = listener.uuid
WHERE frontier > coalesce((SELECT last FROM stream WHERE (namespace, routing_key) = (listener.namespace, listener.routing_key)), 0)
