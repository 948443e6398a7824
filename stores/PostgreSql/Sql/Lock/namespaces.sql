SELECT n.name, n.owner, n.is_public, n.version
FROM unnest($1::text[]) WITH ORDINALITY AS k (name, place)
JOIN namespace n ON n.name = k.name
ORDER BY k.place
FOR UPDATE OF n
