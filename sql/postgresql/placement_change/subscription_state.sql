-- Whether a subscription of this database is there, on, and at work. No row: it is not there.
-- $1 name
SELECT subenabled, EXISTS (SELECT FROM pg_stat_subscription WHERE subid = pg_subscription.oid AND pid IS NOT NULL) AS running
  FROM pg_subscription
 WHERE subname = $1::text AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
