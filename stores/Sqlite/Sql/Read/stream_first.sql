SELECT first FROM stream WHERE id = ?1
