SELECT 1 FROM kept_result WHERE ticks <= ?1 LIMIT 1
