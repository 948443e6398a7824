-- The numbers ascend in the order of the arrays.
INSERT INTO delivery (registration, type, uuid, time, due_ticks, route, payload)
SELECT w.registration, w.type, w.uuid, w.time, w.due_ticks, w.route, w.payload
FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::bigint[], $6::text[], $7::bytea[])
       WITH ORDINALITY AS w (registration, type, uuid, time, due_ticks, route, payload, nth)
ORDER BY w.nth
