-- Locks the progress of the listeners if it is as the batch expects, if they are in the listener groups $5, and if their streams have reached the
-- numbers $4; see expect_namespaces. A stream is not locked, because its last number only grows.
SELECT CASE WHEN count(*) < cardinality($1::uuid[]) THEN refuse_batch('MOC01', 'another silo changed the progress of a listener since this batch of commits was judged') END
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
