SELECT epoch, ordinal, listener, position, entries FROM lease WHERE group_uuid = $1 ORDER BY epoch, ordinal
