-- The verdicts of a group that appends nothing.
UPDATE commit_group SET verdicts = $3 WHERE lane = $1 AND slot = ($2 % 1024)::int
