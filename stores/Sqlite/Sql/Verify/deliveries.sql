-- Deliveries whose mark as the first of their object that waits is wrong, or whose number was not given.
SELECT number, 'is not marked as it should be: first of its object, or not' FROM delivery AS d
WHERE head <> (parked = 0 AND NOT EXISTS (
  SELECT 1 FROM delivery AS e
  WHERE e.parked = 0 AND e.registration = d.registration AND e.type = d.type AND e.uuid = d.uuid AND e.number < d.number))
UNION ALL
SELECT number, 'is beyond the last number that was given' FROM delivery WHERE number > coalesce((SELECT last FROM delivery_number), 0)
