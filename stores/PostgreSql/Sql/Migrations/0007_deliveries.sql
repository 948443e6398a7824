-- Deliveries of after triggers that were not made yet. A delivery waits or is parked. Numbers come from a sequence and are never given twice, so that a
-- change that comes late meets no other delivery.
CREATE TABLE delivery (
  registration uuid             NOT NULL,
  number       bigint           NOT NULL GENERATED ALWAYS AS IDENTITY,
  type         text COLLATE "C" NOT NULL CHECK (type <> ''),
  uuid         uuid             NOT NULL,
  time         timestamptz      NOT NULL,
  attempts     int              NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  due_ticks    bigint           NOT NULL,
  parked       boolean          NOT NULL DEFAULT false,
  route        text,
  reason       text,
  payload      bytea            NOT NULL,
  PRIMARY KEY (registration, number)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_scale_factor = 0.05);
-- The order in which the deliveries of an object wait; with the time, it is all that the counts of a backlog need.
CREATE INDEX delivery_waiting ON delivery (registration, type, uuid, number) INCLUDE (time) WHERE NOT parked;
CREATE INDEX delivery_parked ON delivery (registration, number) WHERE parked;

-- One row for each registration and object of which deliveries wait; its due instant is that of the first of them, the only one that can be made. Who
-- writes or changes deliveries locks these rows first, ascending: so the numbers of one registration and object are in commit order, and a delivery that is
-- written while the one before it goes is found. It keeps the search for what is due short, however many deliveries wait behind others.
CREATE TABLE delivery_queue (
  registration uuid             NOT NULL,
  type         text COLLATE "C" NOT NULL CHECK (type <> ''),
  uuid         uuid             NOT NULL,
  due_ticks    bigint           NOT NULL,
  PRIMARY KEY (registration, type, uuid)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX delivery_queue_due ON delivery_queue (registration, due_ticks, type, uuid);
