-- A new listener begins after the last event that its stream has when the batch declares it, unless the commit also sets a position.
INSERT INTO listener_progress (listener, position, frontier)
SELECT w.listener, w.position, coalesce(w.frontier, b.bases[w.stream] + w.place)
FROM commit_batch b,
     unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::int[], $6::int[]) AS w (listener, position, frontier, stream, place)
WHERE b.connection = $1 AND b.slot = ($7 % 1024)::int
