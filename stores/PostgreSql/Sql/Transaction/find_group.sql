-- What became of a group: waits for a transaction of the same lane that is still under way.
SELECT ordinal, verdicts, bases, times FROM commit_group WHERE lane = $1 AND slot = ($2 % 1024)::int FOR UPDATE
