SELECT id, type, uuid, number FROM registration
