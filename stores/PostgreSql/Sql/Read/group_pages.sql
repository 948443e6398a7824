SELECT p.listener, p.index, p.bits
FROM listener l
JOIN settled_page p ON p.listener = l.uuid
WHERE l.group_uuid = $1
ORDER BY p.listener, p.index
