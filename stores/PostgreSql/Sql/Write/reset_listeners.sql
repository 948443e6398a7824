WITH bitmaps AS (DELETE FROM settled_bitmap WHERE listener = ANY ($1::uuid[]))
DELETE FROM entry_row WHERE listener = ANY ($1::uuid[])
