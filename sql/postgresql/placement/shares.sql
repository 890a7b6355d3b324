-- How a table's rows are spread over its cities, by the statistics of the last ANALYZE; of tables that this role may read.
SELECT stats.schemaname, stats.tablename,
       array_to_json(CAST(CAST(stats.most_common_vals AS text) AS text[]))::text AS cities,
       array_to_json(stats.most_common_freqs)::text AS shares,
       1 - stats.null_frac AS known,
       array_to_json(CAST(CAST(stats.histogram_bounds AS text) AS text[]))::text AS others
  FROM pg_stats stats
 WHERE stats.attname = 'city' AND stats.schemaname <> 'movr' AND NOT stats.inherited
 ORDER BY 1, 2
