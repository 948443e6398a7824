SELECT type, uuid, instant FROM due WHERE instant <= $1 ORDER BY instant, type, uuid LIMIT $2
