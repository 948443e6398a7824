DELETE FROM batch WHERE ordinal < ?1
