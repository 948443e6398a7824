-- The first schema. Names are compared byte by byte, as in the other stores. Instants are ticks of 100 ns since year 1, in UTC. A uuid is 16 bytes, the
-- most significant first, so that it sorts as it is written.
--
-- A column `seal` is a CRC32C over the other columns of its row (RowSeal): SQLite does not notice a bit that flips on the disk. The tables without one
-- are indexes of what objects hold; `verify` compares them with the objects.

CREATE TABLE incarnation (
  single INTEGER PRIMARY KEY CHECK (single = 1),
  uuid   BLOB    NOT NULL CHECK (length(uuid) = 16)
) STRICT;

-- The last batches of commits, with what each commit was given. So a commit that is made again under its id is answered as the first time; and the
-- start compares the last ordinal with the mark of what was confirmed.
CREATE TABLE batch (
  ordinal  INTEGER PRIMARY KEY,
  commits  INTEGER NOT NULL CHECK (commits >= 0),
  verdicts BLOB    NOT NULL,
  seal     INTEGER NOT NULL
) STRICT;

CREATE TABLE namespace (
  name      TEXT    NOT NULL PRIMARY KEY,
  owner     BLOB    NOT NULL,
  is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
  version   INTEGER NOT NULL CHECK (version >= 1),
  seal      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE listener (
  uuid               BLOB    NOT NULL PRIMARY KEY,
  owner              BLOB    NOT NULL,
  namespace          TEXT    NOT NULL,
  routing_key        TEXT    NOT NULL,
  user_key           TEXT    NOT NULL,
  group_uuid         BLOB    NOT NULL,
  lease_ticks        INTEGER NOT NULL,
  max_back_off_ticks INTEGER NOT NULL,
  max_attempts       INTEGER NOT NULL,
  max_in_flight      INTEGER NOT NULL,
  created_ticks      INTEGER NOT NULL,
  paused_ticks       INTEGER,
  pause_reason       TEXT,
  suspended_ticks    INTEGER,
  suspended_from     INTEGER,
  suspended_to       INTEGER,
  seal               INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE listener_group (
  uuid  BLOB    NOT NULL PRIMARY KEY,
  epoch INTEGER NOT NULL CHECK (epoch >= 0),
  seal  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What changes with every commit of a listener, apart from its definition.
CREATE TABLE listener_progress (
  listener BLOB    NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL CHECK (position >= 1),
  frontier INTEGER NOT NULL CHECK (frontier >= 0),
  seal     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settled_bitmap (
  listener BLOB    NOT NULL,
  place    INTEGER NOT NULL CHECK (place >= 0),
  bits     BLOB    NOT NULL CHECK (length(bits) = 64),
  seal     INTEGER NOT NULL,
  PRIMARY KEY (listener, place)
) STRICT, WITHOUT ROWID;

-- oldest_ticks is the time of the first event, for the entries that wait.
CREATE TABLE entry_row (
  listener         BLOB    NOT NULL,
  subject          TEXT    NOT NULL,
  attempts         INTEGER NOT NULL,
  not_before_ticks INTEGER,
  parked           INTEGER NOT NULL CHECK (parked IN (0, 1)),
  silenced         INTEGER NOT NULL CHECK (silenced IN (0, 1)),
  oldest_ticks     INTEGER,
  reason           TEXT,
  events           BLOB    NOT NULL,
  seal             INTEGER NOT NULL,
  PRIMARY KEY (listener, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_row_standing ON entry_row (listener, parked, silenced, oldest_ticks);

CREATE TABLE lease (
  group_uuid BLOB    NOT NULL,
  epoch      INTEGER NOT NULL CHECK (epoch >= 1),
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 1),
  listener   BLOB    NOT NULL,
  position   INTEGER NOT NULL CHECK (position >= 1),
  entries    BLOB    NOT NULL,
  seal       INTEGER NOT NULL,
  PRIMARY KEY (group_uuid, epoch, ordinal)
) STRICT, WITHOUT ROWID;

-- Changes of single entries of a lease record, so that the record itself is written once.
CREATE TABLE lease_change (
  group_uuid  BLOB    NOT NULL,
  epoch       INTEGER NOT NULL,
  ordinal     INTEGER NOT NULL,
  place       INTEGER NOT NULL CHECK (place >= 0),
  until_ticks INTEGER NOT NULL,
  ended       INTEGER NOT NULL CHECK (ended IN (0, 1)),
  seal        INTEGER NOT NULL,
  PRIMARY KEY (group_uuid, epoch, ordinal, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE stream (
  id          INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 4194303),
  namespace   TEXT    NOT NULL,
  routing_key TEXT    NOT NULL,
  first       INTEGER NOT NULL CHECK (first >= 1),
  last        INTEGER NOT NULL CHECK (last BETWEEN 0 AND 1099511627775),
  last_ticks  INTEGER NOT NULL,
  seal        INTEGER NOT NULL,
  UNIQUE (namespace, routing_key)
) STRICT;

-- Events of one stream that were committed together, and so at one time, at most 256. The id is the stream's id times 2^40, plus the number of the last
-- event: the blocks of a stream lie together, in their order.
CREATE TABLE event_block (
  id     INTEGER PRIMARY KEY,
  count  INTEGER NOT NULL CHECK (count BETWEEN 1 AND 256),
  ticks  INTEGER NOT NULL,
  better INTEGER NOT NULL CHECK (better >= 0),
  worse  INTEGER NOT NULL CHECK (worse >= 0),
  events BLOB    NOT NULL,
  seal   INTEGER NOT NULL,
  CHECK (better + worse <= count)
) STRICT;
-- Priority lanes: events of a better or worse priority than the default are found behind any number of others.
CREATE INDEX event_block_better ON event_block (id) WHERE better > 0;
CREATE INDEX event_block_worse ON event_block (id) WHERE worse > 0;

-- The current registration of an object. `registrations` are the ids of its last registrations, `details` what follows from its state.
CREATE TABLE object (
  type          TEXT    NOT NULL,
  uuid          BLOB    NOT NULL,
  number        INTEGER NOT NULL CHECK (number >= 1),
  ticks         INTEGER NOT NULL,
  operation     INTEGER NOT NULL,
  registrations BLOB    NOT NULL,
  details       BLOB    NOT NULL,
  seal          INTEGER NOT NULL,
  PRIMARY KEY (type, uuid)
) STRICT, WITHOUT ROWID;

-- Appended only: the registrations of all objects, in the order of their commits.
CREATE TABLE registration (
  id        INTEGER PRIMARY KEY,
  type      TEXT    NOT NULL,
  uuid      BLOB    NOT NULL,
  number    INTEGER NOT NULL CHECK (number >= 1),
  ticks     INTEGER NOT NULL,
  actor     BLOB    NOT NULL,
  operation INTEGER NOT NULL,
  note      TEXT,
  state     BLOB    NOT NULL,
  seal      INTEGER NOT NULL
) STRICT;

-- The ids of an object's older registrations, 128 a row, so that the row of an object with a long history stays small.
CREATE TABLE older_registrations (
  type  TEXT    NOT NULL,
  uuid  BLOB    NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 0),
  ids   BLOB    NOT NULL,
  seal  INTEGER NOT NULL,
  PRIMARY KEY (type, uuid, place)
) STRICT, WITHOUT ROWID;

-- Without the user keys that are the uuid of their object; those are found by the uuid.
CREATE TABLE object_user_key (
  type     TEXT NOT NULL,
  user_key TEXT NOT NULL,
  uuid     BLOB NOT NULL,
  PRIMARY KEY (type, user_key, uuid)
) STRICT, WITHOUT ROWID;

CREATE TABLE object_reference (
  target_type TEXT    NOT NULL,
  target_uuid BLOB    NOT NULL,
  source_type TEXT    NOT NULL,
  source_uuid BLOB    NOT NULL,
  place       INTEGER NOT NULL CHECK (place >= 0),
  field       TEXT    NOT NULL,
  valid_from  INTEGER NOT NULL,
  valid_to    INTEGER NOT NULL,
  PRIMARY KEY (target_type, target_uuid, source_type, source_uuid, place),
  CHECK (valid_from < valid_to)
) STRICT, WITHOUT ROWID;

CREATE TABLE unique_key (
  scope       TEXT NOT NULL,
  value       TEXT NOT NULL,
  holder_type TEXT NOT NULL,
  holder_uuid BLOB NOT NULL,
  PRIMARY KEY (scope, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE due (
  instant INTEGER NOT NULL,
  type    TEXT    NOT NULL,
  uuid    BLOB    NOT NULL,
  PRIMARY KEY (instant, type, uuid)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_result (
  caller BLOB    NOT NULL,
  key    TEXT    NOT NULL,
  path   TEXT    NOT NULL,
  place  INTEGER NOT NULL,
  ticks  INTEGER NOT NULL,
  result BLOB    NOT NULL,
  seal   INTEGER NOT NULL,
  PRIMARY KEY (caller, key, path, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_result_ticks ON kept_result (ticks);

-- The state of Orleans grains that keep some: registrations of triggers, subscriptions to hooks.
CREATE TABLE grain_state (
  name  TEXT    NOT NULL,
  grain TEXT    NOT NULL,
  tag   INTEGER NOT NULL CHECK (tag >= 1),
  state BLOB,
  seal  INTEGER NOT NULL,
  PRIMARY KEY (name, grain)
) STRICT, WITHOUT ROWID;
