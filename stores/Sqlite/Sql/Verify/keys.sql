SELECT scope, value, holder_type, holder_uuid FROM unique_key
