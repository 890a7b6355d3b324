-- What one deployment has between two times.
SELECT answered, failed, timed_out, unreachable, cancelled, retried, row_count, wait_us, known_us, network_us, console_us,
       at, region, statement
  FROM hours JOIN series ON series.id = hours.series
 WHERE at >= :from AND at < :to AND deployment = :deployment
 ORDER BY at
