-- Objects of a type ($3) that refer to objects by a field ($4) within intervals ($5), without those that may ($6, a list with commas) and without
-- those whose references are read anyway ($7). The rows of the objects referred to are locked exclusively, so nobody begins to refer to them. One
-- referrer is enough to refuse the commit.
SELECT k.type, k.uuid, r.source_type, r.source_uuid, r.field, r.valid_from, r.valid_to
FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
  AS k (type, uuid, source_type, field, intervals, sources)
CROSS JOIN LATERAL (
  SELECT i.source_type, i.source_uuid, i.field, i.valid_from, i.valid_to
  FROM object_reference i
  WHERE i.target_type = k.type AND i.target_uuid = k.uuid AND i.source_type = k.source_type AND i.field = k.field
    AND int8range(i.valid_from, i.valid_to) && k.intervals::int8multirange
    AND i.source_type || '/' || i.source_uuid <> ALL (string_to_array(k.sources, ','))
    AND i.source_type || '/' || i.source_uuid <> ALL ($7::text[])
  ORDER BY i.source_type, i.source_uuid, i.place
  LIMIT 1
) AS r
