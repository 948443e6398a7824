SELECT group_uuid, epoch, ordinal, listener, position, entries, seal FROM lease
