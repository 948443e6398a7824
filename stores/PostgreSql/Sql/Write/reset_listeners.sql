WITH pages AS (DELETE FROM settled_page WHERE listener = ANY ($1::uuid[]))
DELETE FROM entry_row WHERE listener = ANY ($1::uuid[])
