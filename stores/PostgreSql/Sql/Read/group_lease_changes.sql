SELECT epoch, ordinal, index, until_ticks, ended FROM lease_change WHERE group_uuid = $1
