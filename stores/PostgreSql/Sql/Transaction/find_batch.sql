-- What became of a batch. Waits for a transaction of the same commit connection that is still under way.
SELECT ordinal, verdicts, bases, times FROM commit_batch WHERE connection = $1 AND slot = ($2 % 1024)::int FOR UPDATE
