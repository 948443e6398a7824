SELECT g.uuid, g.epoch
FROM unnest($1::uuid[]) WITH ORDINALITY AS k (uuid, place)
JOIN listener_group g ON g.uuid = k.uuid
ORDER BY k.place
FOR UPDATE OF g
