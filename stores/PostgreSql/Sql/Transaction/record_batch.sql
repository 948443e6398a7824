-- Records the verdicts of a batch that appends no events.
UPDATE commit_batch SET verdicts = $3 WHERE connection = $1 AND slot = ($2 % 1024)::int
