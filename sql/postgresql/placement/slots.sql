-- Who follows this database: the slots, whether somebody is connected to them, what was not confirmed yet, and how long a
-- write took to be confirmed (a role that may not see it gets NULL).
SELECT slot.slot_name, slot.active,
       CASE WHEN NOT pg_is_in_recovery()
            THEN pg_wal_lsn_diff(pg_current_wal_lsn(), slot.confirmed_flush_lsn) END AS behind,
       round(extract(epoch FROM sender.write_lag) * 1000000)::bigint AS write_lag_us
  FROM pg_replication_slots slot
  LEFT JOIN pg_stat_replication sender ON sender.pid = slot.active_pid
 WHERE slot.database = current_database() AND NOT slot.temporary
