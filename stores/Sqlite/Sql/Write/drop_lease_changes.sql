DELETE FROM lease_change WHERE group_uuid = ?1 AND epoch = ?2 AND ordinal = ?3
