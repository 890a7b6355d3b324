-- Who follows this database: the slots, whether somebody is connected to them, and what was not confirmed yet.
SELECT slot.slot_name, slot.active,
       CASE WHEN NOT pg_is_in_recovery()
            THEN pg_wal_lsn_diff(pg_current_wal_lsn(), slot.confirmed_flush_lsn) END AS behind
  FROM pg_replication_slots slot
 WHERE slot.database = current_database() AND NOT slot.temporary
