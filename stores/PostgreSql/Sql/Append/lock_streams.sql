SELECT id FROM stream WHERE id = ANY ($1::int[]) ORDER BY id FOR UPDATE
