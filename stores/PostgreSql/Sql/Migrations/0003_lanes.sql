-- Priority lanes: what is better and what is worse than the default priority is found behind any number of other events. The
-- predicates are those of Read/events_better.sql and Read/events_worse.sql; what has the default priority costs nothing here.
CREATE INDEX event_better ON event (stream_id, number) WHERE priority < 10000;
CREATE INDEX event_worse ON event (stream_id, number) WHERE priority > 10000;
