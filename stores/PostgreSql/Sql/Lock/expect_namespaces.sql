-- Locks the namespaces, in the order of their names, if they are at the versions that the batch expects. If one is not, refuse_batch ends the
-- transaction with MOC01, and the store judges the batch again on what it reads.
SELECT CASE WHEN count(*) < cardinality($1::text[]) THEN refuse_batch('MOC01', 'another silo changed a namespace since this batch of commits was judged') END
FROM (
  SELECT n.name
  FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS k (name, version, place)
  JOIN namespace n ON n.name = k.name AND n.version = k.version
  ORDER BY k.place
  FOR SHARE OF n
) AS expected
