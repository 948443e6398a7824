UPDATE listener_progress p
SET position = coalesce(w.position, p.position), frontier = w.frontier
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS w (listener, position, frontier)
WHERE p.listener = w.listener
