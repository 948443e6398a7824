-- Bitmap i covers the numbers from i × 512 + 1 to (i + 1) × 512 (StoreLimits.BitmapSize).
DELETE FROM settled_bitmap b
USING unnest($1::uuid[], $2::bigint[]) AS w (listener, frontier)
WHERE b.listener = w.listener AND b.index < w.frontier / 512
