-- The registrations that have deliveries, found one after another in the index, and what each has. $1 is the one after which to begin; none is empty.
WITH RECURSIVE found AS (
  (SELECT d.registration FROM delivery d WHERE d.registration > $1 ORDER BY d.registration LIMIT 1)
  UNION ALL
  SELECT (SELECT d.registration FROM delivery d WHERE d.registration > f.registration ORDER BY d.registration LIMIT 1)
  FROM found f WHERE f.registration IS NOT NULL)
SELECT f.registration, w.waiting, p.parked, w.oldest, q.due_ticks
FROM (SELECT f.registration FROM found f WHERE f.registration IS NOT NULL LIMIT $2) AS f
CROSS JOIN LATERAL (
  SELECT count(*) AS waiting, min(d.time) AS oldest FROM delivery d WHERE d.registration = f.registration AND NOT d.parked) AS w
CROSS JOIN LATERAL (SELECT count(*) AS parked FROM delivery d WHERE d.registration = f.registration AND d.parked) AS p
LEFT JOIN LATERAL (
  SELECT k.due_ticks FROM delivery_queue k WHERE k.registration = f.registration ORDER BY k.due_ticks LIMIT 1) AS q ON true
ORDER BY f.registration
