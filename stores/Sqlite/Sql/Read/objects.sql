SELECT type, uuid, number, ticks, operation, registrations, details, seal FROM object WHERE type = ?1 AND uuid = ?2
