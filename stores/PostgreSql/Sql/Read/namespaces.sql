SELECT name, owner, is_public, version FROM namespace WHERE name = ANY ($1::text[]) ORDER BY name
