-- Events of one stream that were committed together, and so at one time, are in one row, at most 256 (EventBlock.MaxEvents): a row for each event was
-- most of the cost of an event. Statements select by columns; the rest is bytes, as EventBlockWriter writes them. No silo of an older build can write
-- events from here on: what it committed before is moved, and what it tries later fails.
LOCK TABLE event IN ACCESS EXCLUSIVE MODE;

CREATE TABLE event_page (
  stream_id int         NOT NULL,
  last      bigint      NOT NULL,
  count     int         NOT NULL CHECK (count BETWEEN 1 AND 256),
  time      timestamptz NOT NULL,
  better    int         NOT NULL CHECK (better >= 0),
  worse     int         NOT NULL CHECK (worse >= 0),
  events    bytea       NOT NULL CHECK (octet_length(events) > count),
  PRIMARY KEY (stream_id, last),
  CHECK (last >= count),
  CHECK (better + worse <= count)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05,
        toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_insert_scale_factor = 0.05);
-- Priority lanes, as 0003 had them.
CREATE INDEX event_page_better ON event_page (stream_id, last) WHERE better > 0;
CREATE INDEX event_page_worse ON event_page (stream_id, last) WHERE worse > 0;
-- Uuids cannot be compressed.
ALTER TABLE event_page ALTER COLUMN events SET STORAGE EXTERNAL;
COMMENT ON COLUMN event_page.last IS 'the number of its last event; the first one has last - count + 1';
COMMENT ON COLUMN event_page.better IS 'how many have a better priority than the default';
COMMENT ON COLUMN event_page.worse IS 'how many have a worse priority than the default';

-- A number that is 0 or more, in seven bits a byte, the lowest first.
CREATE FUNCTION event_page_number(value bigint) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  written bytea := '';
BEGIN
  LOOP
    IF value < 128 THEN
      RETURN written || set_byte('\x00', 0, value::int);
    END IF;
    written := written || set_byte('\x00', 0, (value & 127)::int | 128);
    value := value >> 7;
  END LOOP;
END $$;

CREATE FUNCTION event_page_text(value text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS
  $$SELECT event_page_number(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8')$$;

INSERT INTO event_page (stream_id, last, count, time, better, worse, events)
SELECT stream_id, max(number), count(*), time, count(*) FILTER (WHERE priority < 10000), count(*) FILTER (WHERE priority > 10000),
       '\x01'::bytea || string_agg(
         set_byte('\x00', 0,
           (registration IS NOT NULL)::int + (target_kind IS NOT NULL)::int * 2 + (key IS NOT NULL)::int * 4 + (priority <> 10000)::int * 8)
         || uuid_send(uuid) || event_page_text(subject) || coalesce(event_page_text(key), '')
         || CASE WHEN priority <> 10000 THEN event_page_number(priority) ELSE '' END
         || coalesce(event_page_text(object_type) || uuid_send(object_uuid) || event_page_number(registration), '')
         || coalesce(set_byte('\x00', 0, target_kind) || uuid_send(target_uuid), ''),
         '' ORDER BY number)
FROM (SELECT e.*, (row_number() OVER (PARTITION BY stream_id, time ORDER BY number) - 1) / 256 AS page FROM event e) AS e
GROUP BY stream_id, time, page;

DROP FUNCTION event_page_text;
DROP FUNCTION event_page_number;

-- Who may read and write the former table may do the same with the new one.
DO $$
DECLARE
  given record;
BEGIN
  FOR given IN
    SELECT a.privilege_type, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END AS grantee
    FROM pg_class c, LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'event'::regclass AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('GRANT %s ON event_page TO %s', given.privilege_type, given.grantee);
  END LOOP;
END $$;

DROP TABLE event;
