-- Asks a session to end the statement that it was seen to run. A number that has gone to another session since is not
-- touched, nor a session that runs another statement by now.
SELECT pg_cancel_backend(pid) AS asked
  FROM pg_stat_activity
 WHERE pid = CAST(:pid AS integer) AND backend_start = CAST(:started AS timestamptz)
   AND state = 'active' AND query_start = CAST(:statement_started AS timestamptz)
