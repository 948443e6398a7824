-- Deletes kept results whose week is over: the batch uses their keys again.
DELETE FROM kept_result r
USING unnest($1::uuid[], $2::text[], $3::text[], $4::int[]) AS w (caller, key, path, index)
WHERE r.caller = w.caller AND r.key = w.key AND r.path = w.path AND r.index = w.index
