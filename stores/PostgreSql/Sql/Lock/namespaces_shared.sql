-- For commits that only name the version on which they were decided: many run at once, and a change of the namespace waits for them.
SELECT n.name, n.owner, n.is_public, n.version
FROM unnest($1::text[]) WITH ORDINALITY AS k (name, place)
JOIN namespace n ON n.name = k.name
ORDER BY k.place
FOR SHARE OF n
