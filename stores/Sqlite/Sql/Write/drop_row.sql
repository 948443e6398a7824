DELETE FROM entry_row WHERE listener = ?1 AND subject = ?2
