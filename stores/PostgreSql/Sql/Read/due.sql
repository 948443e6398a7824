SELECT type, uuid, instant FROM due
WHERE instant <= $1 AND (instant, type, uuid) > ($3, $4, $5)
ORDER BY instant, type, uuid LIMIT $2
