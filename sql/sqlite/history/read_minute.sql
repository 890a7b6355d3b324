-- One minute of one series.
SELECT answered, failed, timed_out, unreachable, cancelled, retried, row_count, wait_us, known_us, network_us, console_us
  FROM minutes WHERE at = :at AND series = :series
