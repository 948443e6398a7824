SELECT uuid, epoch, seal FROM listener_group WHERE uuid = ?1
