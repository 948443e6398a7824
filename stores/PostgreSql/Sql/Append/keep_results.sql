-- The event numbers and registration times of a result are slices of flat arrays, from first to last, counted from 1.
INSERT INTO kept_result (caller, key, path, index, request_hash, document, time, event_numbers, registration_times)
SELECT w.caller, w.key, w.path, w.index, w.request_hash, w.document, $2,
       (SELECT coalesce(array_agg(b.bases[e.stream] + e.place ORDER BY e.nth), '{}')
        FROM unnest(($12::int[])[w.first_event:w.last_event], ($13::int[])[w.first_event:w.last_event])
               WITH ORDINALITY AS e (stream, place, nth)),
       ($14::timestamptz[])[w.first_registration:w.last_registration]
FROM commit_batch b,
     unnest($3::uuid[], $4::text[], $5::text[], $6::int[], $7::bytea[], $8::bytea[], $9::int[], $10::int[], $11::int[], $15::int[])
       AS w (caller, key, path, index, request_hash, document, first_event, last_event, first_registration, last_registration)
WHERE b.connection = $1 AND b.slot = ($16 % 1024)::int
