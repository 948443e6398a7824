-- Priority lanes: events of a better or worse priority than the default are found behind any number of others. The predicates are those of
-- Read/events_better.sql and Read/events_worse.sql. Events of the default priority cost nothing here.
CREATE INDEX event_better ON event (stream_id, number) WHERE priority < 10000;
CREATE INDEX event_worse ON event (stream_id, number) WHERE priority > 10000;
