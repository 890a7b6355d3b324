-- What the server itself measured of each statement of this database (pg_stat_statements 1.10), the dearest first;
-- milliseconds. Entries of one text, by other users or settings, are added up.
SELECT query, sum(calls)::bigint AS calls,
       sum(total_exec_time) / greatest(sum(calls), 1) AS mean_ms,
       -- The deviation of all, from those of the parts and from how far their means lie apart.
       sqrt(greatest(0, sum(calls * (stddev_exec_time * stddev_exec_time + mean_exec_time * mean_exec_time)) / greatest(sum(calls), 1)
            - power(sum(total_exec_time) / greatest(sum(calls), 1), 2))) AS stddev_ms,
       min(min_exec_time) AS min_ms, max(max_exec_time) AS max_ms, sum(rows)::bigint AS row_count
  FROM pg_stat_statements
 WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND calls > 0 AND query IS NOT NULL
 GROUP BY query
 ORDER BY sum(total_exec_time) DESC
 LIMIT CAST(:limit AS bigint)
