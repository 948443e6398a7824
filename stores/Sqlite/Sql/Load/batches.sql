-- The last batches, the latest first, and at least as many as are needed to know the commits of the limit.
SELECT ordinal, commits, verdicts, seal FROM batch ORDER BY ordinal DESC
