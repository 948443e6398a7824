SELECT source_type, source_uuid, place, target_type, target_uuid FROM object_reference
