SELECT id, type, uuid, number, ticks, actor, operation, note, state, seal FROM registration WHERE id = ?1
