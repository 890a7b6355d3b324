-- Whether a commit is on the server's disk when it is answered.
SELECT CAST(current_setting('fsync') AS boolean) AND current_setting('synchronous_commit') <> 'off' AS durable
