SELECT current_setting('server_version_num')::int, current_setting('synchronous_commit'), current_setting('fsync'),
       (SELECT uuid FROM incarnation), clock_timestamp(), pg_is_in_recovery()
