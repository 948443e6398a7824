-- Objects that refer to objects within the intervals that these lose: either the intervals given ($3), or what they have now less what they keep
-- ($4). The rows of the objects referred to are locked exclusively, so nobody begins to refer to them. Referrers whose references are read anyway
-- ($5) are left out; of the others one is enough to refuse the commit. An object that the batch would create and that exists already counts among the
-- others: the batch does not write it, so it goes on referring.
SELECT k.type, k.uuid, r.source_type, r.source_uuid, r.field, r.valid_from, r.valid_to
FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) AS k (type, uuid, lost, kept)
LEFT JOIN object o ON o.type = k.type AND o.uuid = k.uuid
CROSS JOIN LATERAL (
  SELECT coalesce(k.lost::int8multirange, o.presence - k.kept::int8multirange, '{}') AS intervals
) AS gone
CROSS JOIN LATERAL (
  SELECT i.source_type, i.source_uuid, i.field, i.valid_from, i.valid_to
  FROM object_reference i
  WHERE i.target_type = k.type AND i.target_uuid = k.uuid
    AND int8range(i.valid_from, i.valid_to) && gone.intervals
    AND NOT (i.source_type = k.type AND i.source_uuid = k.uuid)
    AND i.source_type || '/' || i.source_uuid <> ALL ($5::text[])
  ORDER BY i.source_type, i.source_uuid, i.place
  LIMIT 1
) AS r
WHERE NOT isempty(gone.intervals)
