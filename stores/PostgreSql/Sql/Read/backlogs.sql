-- Listeners that have a backlog, and what it is, by a few index lookups a listener and one for each entry of its own. $1 is the uuid to begin at, $2
-- whether that uuid is included. The bytes of an entry are as EventFormat writes them. Its first event is its oldest; the event's time follows its
-- number, uuid, subject (after the subject's length) and priority. Numbers take seven bits a byte, the lowest first; the eighth bit says that another
-- byte follows.
SELECT l.uuid, l.owner, l.namespace, l.routing_key, l.user_key, l.group_uuid,
       l.lease_ticks, l.max_back_off_ticks, l.max_attempts, l.max_in_flight, l.created_ticks,
       l.paused_ticks, l.pause_reason, l.suspended_ticks, l.suspended_from, l.suspended_to,
       u.unread, e.time, r.waiting, r.parked, r.oldest_ticks
FROM listener l
JOIN listener_progress p ON p.listener = l.uuid
LEFT JOIN stream s ON s.namespace = l.namespace AND s.routing_key = l.routing_key
LEFT JOIN stream_first f ON f.stream_id = s.id
CROSS JOIN LATERAL (SELECT greatest(coalesce(s.last, 0) - greatest(p.frontier, f.first - 1), 0) AS unread) AS u
LEFT JOIN LATERAL (
  SELECT g.time FROM event_block g
  WHERE u.unread > 0 AND g.stream_id = s.id AND g.last > greatest(p.frontier, f.first - 1)
  ORDER BY g.last LIMIT 1) AS e ON true
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE NOT x.parked AND NOT x.silenced)::int AS waiting,
         count(*) FILTER (WHERE x.parked)::int AS parked,
         min(t.ticks) AS oldest_ticks
  FROM entry_row x
  LEFT JOIN LATERAL (SELECT substring(x.events FROM 3) AS bytes OFFSET 0) AS h
    ON NOT x.parked AND NOT x.silenced AND get_byte(x.events, 0) = 1 AND get_byte(x.events, 1) > 0
  LEFT JOIN LATERAL (
    SELECT 16 + CASE WHEN get_byte(h.bytes, 0) < 128 THEN 1
                     WHEN get_byte(h.bytes, 1) < 128 THEN 2
                     WHEN get_byte(h.bytes, 2) < 128 THEN 3
                     WHEN get_byte(h.bytes, 3) < 128 THEN 4
                     WHEN get_byte(h.bytes, 4) < 128 THEN 5
                     WHEN get_byte(h.bytes, 5) < 128 THEN 6
                     WHEN get_byte(h.bytes, 6) < 128 THEN 7
                     WHEN get_byte(h.bytes, 7) < 128 THEN 8
                     ELSE 9 END AS place OFFSET 0) AS a ON h.bytes IS NOT NULL
  LEFT JOIN LATERAL (
    SELECT a.place + CASE WHEN get_byte(h.bytes, a.place) < 128 THEN 1 + get_byte(h.bytes, a.place)
                          WHEN get_byte(h.bytes, a.place + 1) < 128
                            THEN 2 + (get_byte(h.bytes, a.place) & 127) + (get_byte(h.bytes, a.place + 1) << 7)
                          ELSE 3 + (get_byte(h.bytes, a.place) & 127) + ((get_byte(h.bytes, a.place + 1) & 127) << 7)
                               + (get_byte(h.bytes, a.place + 2) << 14) END AS place OFFSET 0) AS q ON h.bytes IS NOT NULL
  LEFT JOIN LATERAL (
    SELECT q.place + CASE WHEN get_byte(h.bytes, q.place) < 128 THEN 1
                          WHEN get_byte(h.bytes, q.place + 1) < 128 THEN 2
                          WHEN get_byte(h.bytes, q.place + 2) < 128 THEN 3
                          WHEN get_byte(h.bytes, q.place + 3) < 128 THEN 4
                          ELSE 5 END AS place OFFSET 0) AS w ON h.bytes IS NOT NULL
  LEFT JOIN LATERAL (
    SELECT get_byte(h.bytes, w.place)::bigint + (get_byte(h.bytes, w.place + 1)::bigint << 8) + (get_byte(h.bytes, w.place + 2)::bigint << 16)
           + (get_byte(h.bytes, w.place + 3)::bigint << 24) + (get_byte(h.bytes, w.place + 4)::bigint << 32)
           + (get_byte(h.bytes, w.place + 5)::bigint << 40) + (get_byte(h.bytes, w.place + 6)::bigint << 48)
           + (get_byte(h.bytes, w.place + 7)::bigint << 56) AS ticks) AS t ON h.bytes IS NOT NULL
  WHERE x.listener = l.uuid) AS r
WHERE l.uuid >= $1 AND (l.uuid > $1 OR $2)
  AND (u.unread > 0 OR r.waiting > 0 OR r.parked > 0 OR l.suspended_ticks IS NOT NULL)
ORDER BY l.uuid
LIMIT $3
