SELECT type, uuid, number, ticks, operation, registrations, details, seal FROM object
