DELETE FROM entry_row WHERE listener = ?1
