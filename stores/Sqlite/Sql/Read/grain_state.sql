SELECT name, grain, tag, state, seal FROM grain_state WHERE name = ?1 AND grain = ?2
