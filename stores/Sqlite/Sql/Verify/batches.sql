SELECT count(*), coalesce(min(ordinal), 0), coalesce(max(ordinal), 0) FROM batch
