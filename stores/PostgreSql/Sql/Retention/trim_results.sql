WITH old AS MATERIALIZED (
  SELECT caller, key, path, index FROM kept_result WHERE time <= $1 ORDER BY time LIMIT $2
  FOR UPDATE SKIP LOCKED
), deleted AS (
  DELETE FROM kept_result r USING old o
  WHERE r.caller = o.caller AND r.key = o.key AND r.path = o.path AND r.index = o.index
  RETURNING 1)
SELECT count(*)::int FROM deleted
