-- Locks listeners' progress where it is as the group of commits expects, in groups $5, their streams having come at least as far as $4 says; see
-- expect_namespaces. A stream is not locked: its last number only grows.
SELECT 1 / (count(*) = cardinality($1::uuid[]))::int
FROM (
  SELECT p.listener
  FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::uuid[])
    WITH ORDINALITY AS k (listener, position, frontier, head, group_uuid, place)
  JOIN listener_progress p ON p.listener = k.listener AND p.position = k.position AND p.frontier = k.frontier
  JOIN listener l ON l.uuid = k.listener AND l.group_uuid = k.group_uuid
  LEFT JOIN stream s ON s.namespace = l.namespace AND s.routing_key = l.routing_key
  WHERE coalesce(s.last, 0) >= k.head
  ORDER BY k.place
  FOR UPDATE OF p
) AS expected
