SELECT instant, type, uuid FROM due
WHERE (instant, type, uuid) > (?1, ?2, ?3) AND instant <= ?4 ORDER BY instant, type, uuid LIMIT ?5
