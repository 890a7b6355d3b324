-- How long it takes until another region's server has confirmed what this one wrote: the way there and back, and writing
-- it down. NULL while nothing is written.
SELECT application_name, extract(epoch FROM write_lag) * 1000 AS write_ms,
       extract(epoch FROM replay_lag) * 1000 AS replay_ms, state
  FROM pg_stat_replication
 ORDER BY application_name
