-- The group's id, first of all. Where this group became true before, the ordinal would be null, which its column refuses: nothing
-- after it in the same flush is done twice.
INSERT INTO commit_group AS known (lane, slot, ordinal, touched)
VALUES ($1, ($2 % 1024)::int, $2, clock_timestamp())
ON CONFLICT (lane, slot) DO UPDATE
SET ordinal = CASE WHEN known.ordinal = excluded.ordinal - 1024 THEN excluded.ordinal END,
    verdicts = '', streams = '{}', bases = '{}', times = '{}', touched = excluded.touched
RETURNING clock_timestamp()
