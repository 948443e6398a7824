SELECT l.uuid
FROM unnest($1::uuid[]) WITH ORDINALITY AS k (uuid, place)
JOIN listener l ON l.uuid = k.uuid
ORDER BY k.place
FOR UPDATE OF l
