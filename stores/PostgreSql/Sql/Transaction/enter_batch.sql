-- Takes the batch's id, first of all. If the batch was recorded before, refuse_batch ends the transaction with MOC02, so that nothing behind it in the
-- same flush is done twice.
INSERT INTO commit_batch AS known (connection, slot, ordinal, touched)
VALUES ($1, ($2 % 1024)::int, $2, clock_timestamp())
ON CONFLICT (connection, slot) DO UPDATE
SET ordinal = CASE WHEN known.ordinal = excluded.ordinal - 1024 THEN excluded.ordinal
              ELSE refuse_batch('MOC02', 'this batch of commits was recorded before') END,
    verdicts = '', streams = '{}', bases = '{}', times = '{}', touched = excluded.touched
RETURNING clock_timestamp()
