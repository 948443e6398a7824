SELECT ticks FROM kept_result WHERE caller = ?1 AND key = ?2 AND path = ?3 AND place = ?4
