UPDATE stream SET first = ?4, last = ?5, last_ticks = ?6, seal = ?7 WHERE id = ?1
