DELETE FROM entry_row r
USING unnest($1::uuid[], $2::text[]) AS w (listener, subject)
WHERE r.listener = w.listener AND r.subject = w.subject
