CREATE TABLE IF NOT EXISTS schema_migration (
  version int         PRIMARY KEY CHECK (version >= 1),
  name    text        NOT NULL,
  applied timestamptz NOT NULL DEFAULT clock_timestamp()
)
