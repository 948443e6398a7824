-- The first schema. Names are compared ordinally everywhere (COLLATE "C"), as in the other stores.
-- Instants that callers choose are ticks of 100 ns since year 1, in UTC, as bigint: timestamptz would round them to microseconds.
-- Instants that the store gives are timestamptz.
-- The big tables have no foreign keys: each would lock and look up a parent row for every row written. The preconditions of commits ensure the same
-- under row locks. CHECK constraints guard values.

CREATE TABLE incarnation (
  single boolean    PRIMARY KEY DEFAULT true CHECK (single),
  uuid   uuid       NOT NULL,
  since  timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO incarnation (uuid) VALUES (gen_random_uuid());

-- The last batches of commits that became true, with verdicts and numbers. So a batch whose outcome was lost can be repeated, and a commit that is made
-- again under its id is answered as the first time. Each connection commits its batches one after another; the id of a batch is (connection, ordinal).
-- Each connection uses 1024 slots in turn, so the table does not grow. (The migration 0006 gives table and column the names of this comment.)
CREATE TABLE commit_group (
  lane     uuid          NOT NULL,
  slot     int           NOT NULL CHECK (slot = ordinal % 1024),
  ordinal  bigint        NOT NULL CHECK (ordinal >= 1),
  verdicts bytea         NOT NULL DEFAULT '',
  streams  int[]         NOT NULL DEFAULT '{}',
  bases    bigint[]      NOT NULL DEFAULT '{}',
  times    timestamptz[] NOT NULL DEFAULT '{}',
  touched  timestamptz   NOT NULL,
  PRIMARY KEY (lane, slot),
  CHECK (cardinality(bases) = cardinality(streams) AND cardinality(times) = cardinality(streams))
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.1);
ALTER TABLE commit_group ALTER COLUMN verdicts SET STORAGE EXTERNAL;

CREATE TABLE namespace (
  name      text COLLATE "C" PRIMARY KEY CHECK (name <> ''),
  owner     uuid             NOT NULL,
  is_public boolean          NOT NULL,
  version   bigint           NOT NULL CHECK (version >= 1)
);

CREATE TABLE listener (
  uuid               uuid             PRIMARY KEY,
  owner              uuid             NOT NULL,
  namespace          text COLLATE "C" NOT NULL CHECK (namespace <> ''),
  routing_key        text COLLATE "C" NOT NULL CHECK (routing_key <> ''),
  user_key           text COLLATE "C" NOT NULL CHECK (user_key <> ''),
  group_uuid         uuid             NOT NULL,
  lease_ticks        bigint           NOT NULL,
  max_back_off_ticks bigint           NOT NULL,
  max_attempts       int              NOT NULL,
  max_in_flight      int              NOT NULL,
  created_ticks      bigint           NOT NULL,
  CONSTRAINT listener_key UNIQUE (owner, namespace, user_key)
);
CREATE INDEX listener_stream ON listener (namespace, routing_key, uuid);
CREATE INDEX listener_group_uuid ON listener (group_uuid, uuid);

CREATE TABLE listener_group (
  uuid  uuid   PRIMARY KEY,
  epoch bigint NOT NULL CHECK (epoch >= 1)
) WITH (fillfactor = 50);

-- What changes at every commit of a listener is apart from its definition, in a narrow row with room for updates on its page.
CREATE TABLE listener_progress (
  listener uuid   PRIMARY KEY,
  position bigint NOT NULL CHECK (position >= 1),
  frontier bigint NOT NULL CHECK (frontier >= 0)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

CREATE TABLE settled_page (
  listener uuid   NOT NULL,
  index    bigint NOT NULL CHECK (index >= 0),
  bits     bytea  NOT NULL CHECK (octet_length(bits) = 64),
  PRIMARY KEY (listener, index)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

CREATE TABLE entry_row (
  listener         uuid             NOT NULL,
  subject          text COLLATE "C" NOT NULL,
  attempts         int              NOT NULL,
  not_before_ticks bigint,
  parked           boolean          NOT NULL,
  silenced         boolean          NOT NULL,
  reason           text,
  events           bytea            NOT NULL,
  PRIMARY KEY (listener, subject)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);

CREATE TABLE lease (
  group_uuid uuid   NOT NULL,
  epoch      bigint NOT NULL CHECK (epoch >= 1),
  ordinal    bigint NOT NULL CHECK (ordinal >= 1),
  listener   uuid   NOT NULL,
  position   bigint NOT NULL CHECK (position >= 1),
  entry_count int   NOT NULL CHECK (entry_count >= 0),
  entries    bytea  NOT NULL,
  PRIMARY KEY (group_uuid, epoch, ordinal)
) WITH (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE lease ALTER COLUMN entries SET STORAGE EXTERNAL;

-- Changes of single entries of a lease record, so that the record itself is written once.
CREATE TABLE lease_change (
  group_uuid  uuid    NOT NULL,
  epoch       bigint  NOT NULL,
  ordinal     bigint  NOT NULL,
  index       int     NOT NULL CHECK (index >= 0),
  until_ticks bigint,
  ended       boolean NOT NULL,
  PRIMARY KEY (group_uuid, epoch, ordinal, index)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);

CREATE TABLE stream (
  id          int              PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  namespace   text COLLATE "C" NOT NULL CHECK (namespace <> ''),
  routing_key text COLLATE "C" NOT NULL CHECK (routing_key <> ''),
  last        bigint           NOT NULL DEFAULT 0 CHECK (last >= 0),
  last_time   timestamptz      NOT NULL DEFAULT '-infinity',
  CONSTRAINT stream_key UNIQUE (namespace, routing_key)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Apart from stream, so that retention and writers never wait for each other.
CREATE TABLE stream_first (
  stream_id int    PRIMARY KEY,
  first     bigint NOT NULL CHECK (first >= 1)
) WITH (fillfactor = 50);

-- One row for each event, however many listeners its stream has, with a single index. The index ascends, so its end is always in memory.
CREATE TABLE event (
  stream_id     int              NOT NULL,
  number        bigint           NOT NULL CHECK (number >= 1),
  uuid          uuid             NOT NULL,
  time          timestamptz      NOT NULL,
  priority      int              NOT NULL CHECK (priority >= 1),
  target_kind   smallint         CHECK (target_kind IN (0, 1)),
  subject       text COLLATE "C" NOT NULL CHECK (subject <> ''),
  key           text COLLATE "C",
  target_uuid   uuid,
  registration  bigint,
  object_uuid   uuid,
  object_type   text COLLATE "C",
  PRIMARY KEY (stream_id, number),
  CHECK (num_nulls(registration, object_uuid, object_type) IN (0, 3)),
  CHECK (num_nulls(target_kind, target_uuid) IN (0, 2))
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
COMMENT ON COLUMN event.key IS 'null where it is the subject';

CREATE TABLE object (
  type      text COLLATE "C"   NOT NULL CHECK (type <> ''),
  uuid      uuid               NOT NULL,
  number    bigint             NOT NULL CHECK (number >= 1),
  time      timestamptz        NOT NULL,
  operation smallint           NOT NULL,
  presence  int8multirange     NOT NULL,
  user_keys text[] COLLATE "C" NOT NULL,
  PRIMARY KEY (type, uuid)
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE object_registration (
  type      text COLLATE "C" NOT NULL,
  uuid      uuid             NOT NULL,
  number    bigint           NOT NULL CHECK (number >= 1),
  time      timestamptz      NOT NULL,
  actor     uuid             NOT NULL,
  operation smallint         NOT NULL,
  note      text,
  state     bytea            NOT NULL,
  PRIMARY KEY (type, uuid, number)
);

CREATE TABLE object_user_key (
  type     text COLLATE "C" NOT NULL,
  user_key text COLLATE "C" NOT NULL,
  uuid     uuid             NOT NULL,
  PRIMARY KEY (type, user_key, uuid)
) WITH (autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE object_reference (
  source_type text COLLATE "C" NOT NULL,
  source_uuid uuid             NOT NULL,
  place       int              NOT NULL CHECK (place >= 0),
  field       text COLLATE "C" NOT NULL,
  target_type text COLLATE "C" NOT NULL,
  target_uuid uuid             NOT NULL,
  valid_from  bigint           NOT NULL,
  valid_to    bigint           NOT NULL,
  PRIMARY KEY (source_type, source_uuid, place),
  CHECK (valid_from < valid_to)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX object_reference_target ON object_reference (target_type, target_uuid, source_type, source_uuid, place);

CREATE TABLE unique_key (
  scope       text COLLATE "C" NOT NULL,
  value       text COLLATE "C" NOT NULL,
  holder_type text COLLATE "C" NOT NULL,
  holder_uuid uuid             NOT NULL,
  PRIMARY KEY (scope, value)
);
CREATE INDEX unique_key_holder ON unique_key (holder_type, holder_uuid);

CREATE TABLE due (
  type    text COLLATE "C" NOT NULL,
  uuid    uuid             NOT NULL,
  instant bigint           NOT NULL,
  PRIMARY KEY (type, uuid, instant)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX due_instant ON due (instant, type, uuid);

CREATE TABLE kept_result (
  caller             uuid             NOT NULL,
  key                text COLLATE "C" NOT NULL,
  path               text COLLATE "C" NOT NULL,
  index              int              NOT NULL,
  request_hash       bytea            NOT NULL,
  document           bytea            NOT NULL,
  time               timestamptz      NOT NULL,
  event_numbers      bigint[]         NOT NULL,
  registration_times timestamptz[]    NOT NULL,
  PRIMARY KEY (caller, key, path, index)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX kept_result_time ON kept_result (time);
