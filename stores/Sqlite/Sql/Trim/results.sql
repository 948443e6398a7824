DELETE FROM kept_result WHERE (caller, key, path, place) IN (
  SELECT caller, key, path, place FROM kept_result WHERE ticks <= ?1 ORDER BY ticks LIMIT ?2)
