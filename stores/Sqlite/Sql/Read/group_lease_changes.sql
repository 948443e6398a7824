SELECT group_uuid, epoch, ordinal, place, until_ticks, ended, seal FROM lease_change WHERE group_uuid = ?1
