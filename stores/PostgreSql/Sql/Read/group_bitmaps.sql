SELECT b.listener, b.index, b.bits
FROM listener l
JOIN settled_bitmap b ON b.listener = l.uuid
WHERE l.group_uuid = $1
ORDER BY b.listener, b.index
