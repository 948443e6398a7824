DELETE FROM unique_key WHERE scope = ?1 AND value = ?2
