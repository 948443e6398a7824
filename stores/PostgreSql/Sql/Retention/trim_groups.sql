-- Those of lanes that ended long ago: a lane that lives writes its slots in turn.
DELETE FROM commit_group WHERE touched < clock_timestamp() - interval '1 day'
