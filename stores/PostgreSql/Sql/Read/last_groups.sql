-- The last groups of all lanes, with the names of their streams.
SELECT g.verdicts, g.bases, g.times,
       (SELECT coalesce(array_agg(s.namespace ORDER BY k.place), '{}')
        FROM unnest(g.streams) WITH ORDINALITY AS k (id, place) JOIN stream s ON s.id = k.id),
       (SELECT coalesce(array_agg(s.routing_key ORDER BY k.place), '{}')
        FROM unnest(g.streams) WITH ORDINALITY AS k (id, place) JOIN stream s ON s.id = k.id)
FROM commit_group g
WHERE g.verdicts <> ''
ORDER BY g.touched DESC, g.ordinal DESC
LIMIT $1
