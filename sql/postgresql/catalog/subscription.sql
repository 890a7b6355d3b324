-- A subscription of this database: its connection string, where the role may read it, and whether it runs.
-- $1 name
SELECT subname, CASE WHEN has_column_privilege('pg_subscription', 'subconninfo', 'SELECT') THEN subconninfo END, subenabled
  FROM pg_subscription
 WHERE subname = $1::text AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
