SELECT type, uuid, place, ids, seal FROM older_registrations WHERE type = ?1 AND uuid = ?2 AND place = ?3
