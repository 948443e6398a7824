DELETE FROM unique_key k
USING unnest($1::text[], $2::text[]) AS w (scope, value)
WHERE k.scope = w.scope AND k.value = w.value
