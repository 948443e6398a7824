SELECT request_hash, document, time, event_numbers, registration_times
FROM kept_result
WHERE caller = $1 AND key = $2 AND path = $3 AND index = $4 AND time > $5
