DELETE FROM namespace WHERE name = ANY ($1::text[])
