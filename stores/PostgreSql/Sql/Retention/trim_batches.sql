-- Batches of commit connections that ended long ago: one that lives writes its slots in turn.
DELETE FROM commit_batch WHERE touched < clock_timestamp() - interval '1 day'
