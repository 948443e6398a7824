-- Locks objects that are referred to where they are at the registrations that the group expects; see expect_namespaces.
SELECT 1 / (count(*) = cardinality($1::text[]))::int
FROM (
  SELECT o.uuid
  FROM unnest($1::text[], $2::uuid[], $3::bigint[]) WITH ORDINALITY AS k (type, uuid, number, place)
  JOIN object o ON o.type = k.type AND o.uuid = k.uuid AND o.number = k.number
  ORDER BY k.place
  FOR KEY SHARE OF o
) AS expected
