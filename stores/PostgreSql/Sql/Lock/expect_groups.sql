-- Locks the listener groups if they are at the epochs that the batch expects; see expect_namespaces.
SELECT CASE WHEN count(*) < cardinality($1::uuid[]) THEN refuse_batch('MOC01', 'another silo took over a listener group since this batch of commits was judged') END
FROM (
  SELECT g.uuid
  FROM unnest($1::uuid[], $2::bigint[]) WITH ORDINALITY AS k (uuid, epoch, place)
  JOIN listener_group g ON g.uuid = k.uuid AND g.epoch = k.epoch
  ORDER BY k.place
  FOR UPDATE OF g
) AS expected
