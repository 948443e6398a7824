SELECT uuid, epoch, seal FROM listener_group
