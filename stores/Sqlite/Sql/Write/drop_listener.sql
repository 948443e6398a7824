DELETE FROM listener WHERE uuid = ?1
