INSERT INTO minutes (at, series, answered, failed, timed_out, unreachable, cancelled, retried, row_count,
                     wait_us, known_us, network_us, console_us)
VALUES (:at, :series, :answered, :failed, :timed_out, :unreachable, :cancelled, :retried, :row_count,
        :wait_us, :known_us, :network_us, :console_us)
    ON CONFLICT (at, series) DO UPDATE
   SET answered = excluded.answered, failed = excluded.failed, timed_out = excluded.timed_out,
       unreachable = excluded.unreachable, cancelled = excluded.cancelled, retried = excluded.retried,
       row_count = excluded.row_count, wait_us = excluded.wait_us, known_us = excluded.known_us,
       network_us = excluded.network_us, console_us = excluded.console_us
