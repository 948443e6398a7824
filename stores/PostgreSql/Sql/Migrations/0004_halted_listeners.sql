-- Listeners may be paused by their owners, and suspended if they pin the log beyond the limit.
ALTER TABLE listener
  ADD COLUMN paused_ticks    bigint,
  ADD COLUMN pause_reason    text,
  ADD COLUMN suspended_ticks bigint,
  ADD COLUMN suspended_from  bigint CHECK (suspended_from >= 1),
  ADD COLUMN suspended_to    bigint CHECK (suspended_to >= 0),
  ADD CHECK (paused_ticks IS NOT NULL OR pause_reason IS NULL),
  ADD CHECK (num_nulls(suspended_ticks, suspended_from, suspended_to) IN (0, 3));
