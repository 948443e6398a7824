-- How many entries that left the normal flow each listener has by standing, and the oldest event of each standing.
SELECT listener, parked, silenced, count(*), min(oldest_ticks) FROM entry_row INDEXED BY entry_row_standing GROUP BY listener, parked, silenced
