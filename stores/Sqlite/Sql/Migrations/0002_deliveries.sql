-- Deliveries of after triggers that were not made yet. A delivery waits or is parked; `head` says that it is the first that waits of its registration and
-- object, which is the only one of them that can be made. Numbers are never given twice, so that a change that comes late meets no other delivery.
CREATE TABLE delivery (
  number       INTEGER PRIMARY KEY CHECK (number >= 1),
  registration BLOB    NOT NULL CHECK (length(registration) = 16),
  type         TEXT    NOT NULL,
  uuid         BLOB    NOT NULL,
  ticks        INTEGER NOT NULL,
  attempts     INTEGER NOT NULL CHECK (attempts >= 0),
  due_ticks    INTEGER NOT NULL,
  parked       INTEGER NOT NULL CHECK (parked IN (0, 1)),
  head         INTEGER NOT NULL CHECK (head IN (0, 1)),
  route        TEXT,
  reason       TEXT,
  payload      BLOB    NOT NULL,
  seal         INTEGER NOT NULL,
  CHECK (head = 0 OR parked = 0)
) STRICT;
-- What can be made next, and when. Those behind a head are not in it, so that it stays short while a target is down.
CREATE INDEX delivery_head ON delivery (registration, due_ticks, type, uuid) WHERE head = 1;
-- The order in which the deliveries of an object wait.
CREATE INDEX delivery_object ON delivery (registration, type, uuid, number) WHERE parked = 0;
-- Lists; the counts of a backlog need no more than these.
CREATE INDEX delivery_waiting ON delivery (registration, number, ticks) WHERE parked = 0;
CREATE INDEX delivery_parked ON delivery (registration, number) WHERE parked = 1;

CREATE TABLE delivery_number (
  single INTEGER PRIMARY KEY CHECK (single = 1),
  last   INTEGER NOT NULL CHECK (last >= 0),
  seal   INTEGER NOT NULL
) STRICT;
