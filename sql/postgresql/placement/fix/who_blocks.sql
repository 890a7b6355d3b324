-- What the copy's worker waits for, and who holds it.
SELECT pid, wait_event_type, wait_event, pg_blocking_pids(pid), query
  FROM pg_stat_activity
 WHERE backend_type = 'logical replication worker'
    OR pid IN (SELECT unnest(pg_blocking_pids(worker.pid)) FROM pg_stat_activity worker
                WHERE worker.backend_type = 'logical replication worker');
