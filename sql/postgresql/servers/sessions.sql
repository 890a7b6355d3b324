-- Who is connected to this database, the longest in its state first. Ages in milliseconds, by the server's clock.
SELECT pid, CAST(backend_start AS text) AS started, usename, application_name,
       coalesce(host(client_addr), '') AS client, coalesce(state, '') AS state,
       extract(epoch FROM clock_timestamp() - state_change) * 1000 AS state_ms,
       extract(epoch FROM clock_timestamp() - xact_start) * 1000 AS transaction_ms,
       CASE WHEN state = 'active' THEN extract(epoch FROM clock_timestamp() - query_start) * 1000 END AS statement_ms,
       wait_event_type, wait_event, CAST(pg_blocking_pids(pid) AS text) AS blockers, left(query, 2000) AS query,
       backend_type, pid = pg_backend_pid() AS own,
       CAST(query_start AS text) AS statement_started
  FROM pg_stat_activity
 WHERE datname = current_database()
 ORDER BY state_change NULLS LAST, pid
