UPDATE namespace n
SET owner = w.owner, is_public = w.is_public, version = w.version
FROM unnest($1::text[], $2::uuid[], $3::boolean[], $4::bigint[]) AS w (name, owner, is_public, version)
WHERE n.name = w.name
