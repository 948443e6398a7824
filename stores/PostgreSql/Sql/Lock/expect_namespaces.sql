-- Locks namespaces where they are at the versions that the group expects, in the order of their names. Where one is not, the division by
-- zero ends the transaction; the group is then judged on what there is.
SELECT 1 / (count(*) = cardinality($1::text[]))::int
FROM (
  SELECT n.name
  FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS k (name, version, place)
  JOIN namespace n ON n.name = k.name AND n.version = k.version
  ORDER BY k.place
  FOR SHARE OF n
) AS expected
