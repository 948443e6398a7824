SELECT pg_advisory_xact_lock(hashtextextended('mocluster:' || $1, 0))
