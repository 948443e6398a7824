-- $4 are the uuids to begin at, $5 whether each is included.
SELECT k.uuid, r.source_uuid
FROM unnest($3::uuid[], $4::uuid[], $5::bool[]) WITH ORDINALITY AS k (uuid, first, included, nth)
CROSS JOIN LATERAL (
  SELECT DISTINCT r.source_uuid
  FROM object_reference r
  WHERE r.target_type = $2 AND r.target_uuid = k.uuid AND r.source_type = $1
    AND r.source_uuid >= k.first AND (r.source_uuid > k.first OR k.included)
    AND r.field = $6 AND r.valid_from < $8 AND $7 < r.valid_to
  ORDER BY r.source_uuid
  LIMIT $9
) AS r
ORDER BY k.nth, r.source_uuid
