SELECT holder_type, holder_uuid FROM unique_key WHERE scope = ?1 AND value = ?2
