SELECT r.caller, r.key, r.path, r.index, r.time
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[]) AS k (caller, key, path, index)
JOIN kept_result r ON r.caller = k.caller AND r.key = k.key AND r.path = k.path AND r.index = k.index
