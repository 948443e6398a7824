-- The last batches of all commit connections, with the names of their streams.
SELECT b.verdicts, b.bases, b.times,
       (SELECT coalesce(array_agg(s.namespace ORDER BY k.place), '{}')
        FROM unnest(b.streams) WITH ORDINALITY AS k (id, place) JOIN stream s ON s.id = k.id),
       (SELECT coalesce(array_agg(s.routing_key ORDER BY k.place), '{}')
        FROM unnest(b.streams) WITH ORDINALITY AS k (id, place) JOIN stream s ON s.id = k.id)
FROM commit_batch b
WHERE b.verdicts <> ''
ORDER BY b.touched DESC, b.ordinal DESC
LIMIT $1
