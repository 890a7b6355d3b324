-- What this database follows, table by table, and whether its worker runs. The slot's name is the same at the publisher.
-- transit_us: from the publisher's clock to this one's, so the difference of the clocks is in it.
-- state: i, d, f: the first copy of the rows; s, r: changes as they come.
SELECT subscription.subname, subscription.subenabled, subscription.subslotname,
       worker.pid IS NOT NULL AS is_running,
       pg_wal_lsn_diff(worker.latest_end_lsn, '0/0') AS confirmed,
       namespace.nspname AS schema, relation.relname AS relation, followed.srsubstate AS state,
       round(extract(epoch FROM worker.last_msg_receipt_time - worker.last_msg_send_time) * 1000000)::bigint AS transit_us
  FROM pg_subscription subscription
  LEFT JOIN pg_stat_subscription worker ON worker.subid = subscription.oid AND worker.relid IS NULL
  LEFT JOIN pg_subscription_rel followed ON followed.srsubid = subscription.oid
  LEFT JOIN pg_class relation ON relation.oid = followed.srrelid
  LEFT JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
 WHERE subscription.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
 ORDER BY 1, 6, 7
