-- Locks the objects that the batch refers to if they are at the registrations that it expects; see expect_namespaces.
SELECT CASE WHEN count(*) < cardinality($1::text[]) THEN refuse_batch('MOC01', 'another silo changed an object since this batch of commits was judged') END
FROM (
  SELECT o.uuid
  FROM unnest($1::text[], $2::uuid[], $3::bigint[]) WITH ORDINALITY AS k (type, uuid, number, place)
  JOIN object o ON o.type = k.type AND o.uuid = k.uuid AND o.number = k.number
  ORDER BY k.place
  FOR KEY SHARE OF o
) AS expected
