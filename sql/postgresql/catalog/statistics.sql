-- What a server knows of some partitions of a table without reading a row of them: their rows, scaled from the last
-- ANALYZE to the present size as the planner does it (-1: never collected), their pages, and how the values of the
-- columns are spread. One row for each partition and column; without statistics the column is NULL.
SELECT partition.relname,
       CASE WHEN partition.reltuples >= 0
            THEN partition.reltuples * (pages.present / greatest(partition.relpages, 1)::double precision)
            ELSE -1 END AS present_rows,
       pages.present,
       stats.attname, stats.null_frac, stats.n_distinct,
       array_to_json(CAST(CAST(stats.most_common_vals AS text) AS text[]))::text AS common_values,
       array_to_json(stats.most_common_freqs)::text AS common_shares,
       array_to_json(CAST(CAST(stats.histogram_bounds AS text) AS text[]))::text AS bounds
  FROM pg_class partition
 CROSS JOIN LATERAL (SELECT pg_relation_size(partition.oid) / CAST(current_setting('block_size') AS bigint)) pages (present)
  LEFT JOIN pg_stats stats ON stats.schemaname = 'public' AND stats.tablename = partition.relname
                          AND stats.attname = ANY (CAST(:columns AS text[]))
 WHERE partition.relnamespace = CAST('public' AS regnamespace)
   AND partition.relname = ANY (CAST(:partitions AS text[]))
 ORDER BY partition.relname
