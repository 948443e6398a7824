SELECT type, uuid, instant FROM due
