-- One word for one thing. Commits that are written together are a batch, a stored row of many events is an event block, a bitmap of settled
-- numbers is a settled bitmap, and the connection that commits is a commit connection. Before, a batch was a group, which is the word for
-- listeners that share their progress; both other tables were pages, and the connection was a lane, which is the word for a class of priorities.
--
-- A silo of the previous build runs on while the silos of this build join. Each old name stays as a view that can be written to: statements that
-- name it work as before, also those that were prepared before. A later migration drops the views and refuse_null_ordinal.

-- In the order in which commits lock the tables: this waits for the commits under way, and no commit and this ever wait for each other.
LOCK TABLE commit_group IN ACCESS EXCLUSIVE MODE;
LOCK TABLE settled_page IN ACCESS EXCLUSIVE MODE;
LOCK TABLE event_page IN ACCESS EXCLUSIVE MODE;

ALTER TABLE commit_group RENAME TO commit_batch;
ALTER TABLE commit_batch RENAME COLUMN lane TO connection;
ALTER TABLE settled_page RENAME TO settled_bitmap;
ALTER TABLE event_page RENAME TO event_block;
ALTER INDEX event_page_better RENAME TO event_block_better;
ALTER INDEX event_page_worse RENAME TO event_block_worse;

CREATE VIEW commit_group AS SELECT connection AS lane, slot, ordinal, verdicts, streams, bases, times, touched FROM commit_batch;
CREATE VIEW settled_page AS SELECT listener, index, bits FROM settled_bitmap;
CREATE VIEW event_page AS SELECT stream_id, last, count, time, better, worse, events FROM event_block;

DO $$
DECLARE
  renamed record;
  given record;
BEGIN
  FOR renamed IN
    SELECT * FROM (VALUES ('commit_batch', 'commit_group'), ('settled_bitmap', 'settled_page'), ('event_block', 'event_page')) AS n (name, former)
  LOOP
    -- The names of constraints stand in messages. The index of a primary key is renamed with it.
    FOR given IN
      SELECT conname, renamed.name || substr(conname, length(renamed.former) + 1) AS name
      FROM pg_constraint
      WHERE conrelid = renamed.name::regclass AND starts_with(conname, renamed.former)
    LOOP
      EXECUTE format('ALTER TABLE %I RENAME CONSTRAINT %I TO %I', renamed.name, given.conname, given.name);
    END LOOP;

    -- Who may read and write the table may do the same with the view.
    FOR given IN
      SELECT a.privilege_type, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END AS grantee
      FROM pg_class c, LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
      WHERE c.oid = renamed.name::regclass AND a.grantee <> c.relowner
    LOOP
      EXECUTE format('GRANT %s ON %I TO %s', given.privilege_type, renamed.former, given.grantee);
    END LOOP;
  END LOOP;
END $$;

-- Ends a batch of commits whose statements must not go on, with a message that explains itself in the server's log.
CREATE FUNCTION refuse_batch(code text, message text) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = code, MESSAGE = message, HINT = CASE code
    WHEN 'MOC01' THEN 'This is no fault: the batch is judged again, on the rows as they are now. Many of these mean that silos compete for grains.'
    WHEN 'MOC02' THEN 'This is no fault: its outcome was lost with a connection, and is looked up now.' END;
END $$;

-- A silo of the previous build knows a batch that was recorded before by the null that its statement writes, and by the name of the table.
CREATE FUNCTION refuse_null_ordinal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE not_null_violation USING
    MESSAGE = 'this batch of commits was recorded before', HINT = 'This is no fault: its outcome was lost with a connection, and is looked up now.',
    TABLE = 'commit_group', COLUMN = 'ordinal';
END $$;
CREATE TRIGGER refuse_null_ordinal BEFORE UPDATE ON commit_batch FOR EACH ROW WHEN (NEW.ordinal IS NULL) EXECUTE FUNCTION refuse_null_ordinal();
