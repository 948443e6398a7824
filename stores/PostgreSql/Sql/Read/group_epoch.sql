SELECT epoch FROM listener_group WHERE uuid = $1
