-- Locks listener groups where they are at the epochs that the group of commits expects; see expect_namespaces.
SELECT 1 / (count(*) = cardinality($1::uuid[]))::int
FROM (
  SELECT g.uuid
  FROM unnest($1::uuid[], $2::bigint[]) WITH ORDINALITY AS k (uuid, epoch, place)
  JOIN listener_group g ON g.uuid = k.uuid AND g.epoch = k.epoch
  ORDER BY k.place
  FOR UPDATE OF g
) AS expected
