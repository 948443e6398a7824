SELECT type, uuid, number, ticks, operation FROM registration WHERE id = ?1
