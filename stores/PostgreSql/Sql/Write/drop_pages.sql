-- Page i covers the numbers from i × 512 + 1 to (i + 1) × 512 (StoreLimits.PageSize).
DELETE FROM settled_page p
USING unnest($1::uuid[], $2::bigint[]) AS w (listener, frontier)
WHERE p.listener = w.listener AND p.index < w.frontier / 512
