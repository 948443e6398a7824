SELECT type, uuid, place FROM older_registrations
