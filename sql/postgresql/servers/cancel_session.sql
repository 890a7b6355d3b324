-- Asks a session to end the statement that it runs. A number that has gone to another session since is not touched.
SELECT pg_cancel_backend(pid) AS asked
  FROM pg_stat_activity
 WHERE pid = CAST(:pid AS integer) AND backend_start = CAST(:started AS timestamptz)
