-- New listeners begin after the last event that their stream has at this moment of the group, unless a position was set with them.
INSERT INTO listener_progress (listener, position, frontier)
SELECT w.listener, w.position, coalesce(w.frontier, g.bases[w.stream] + w.place)
FROM commit_group g,
     unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::int[], $6::int[]) AS w (listener, position, frontier, stream, place)
WHERE g.lane = $1 AND g.slot = ($7 % 1024)::int
