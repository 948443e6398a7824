-- Streams that hold events, a part at a time.
SELECT s.id FROM stream s LEFT JOIN stream_first f ON f.stream_id = s.id
WHERE s.id > $1 AND s.last >= coalesce(f.first, 1)
ORDER BY s.id
LIMIT $2
