-- Deletes results that are older than their week, because their keys are taken again.
DELETE FROM kept_result r
USING unnest($1::uuid[], $2::text[], $3::text[], $4::int[]) AS w (caller, key, path, index)
WHERE r.caller = w.caller AND r.key = w.key AND r.path = w.path AND r.index = w.index
