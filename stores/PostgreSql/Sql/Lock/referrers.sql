-- Who refers to objects within what they lose: given outright ($3), or what they have now less what they keep ($4). Their rows are
-- locked exclusively, so nobody begins to. Of those whose references are read anyway ($5) nothing is told; of the others the first is enough
-- to refuse by. One that the group would make anew and that is there is among the others: it is not written, and refers on.
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
