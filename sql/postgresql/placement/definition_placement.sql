-- The declared homes of a table's partitions, as one could run it.
-- $1 schema, $2 table
SELECT string_agg(format(E'INSERT INTO movr.placement (partition, region) VALUES (%L, %L)\n'
                         '    ON CONFLICT (partition) DO UPDATE SET region = EXCLUDED.region;\n', partition, region), ''
                  ORDER BY partition) AS text
  FROM movr.placement
 WHERE EXISTS (SELECT FROM pg_class relation JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
                WHERE namespace.nspname = $1::text AND relation.relname = $2::text || '_' || partition AND relation.relispartition)
