-- Which cities a table's CHECK constraints allow: those that say something of the column city.
SELECT namespace.nspname AS schema, relation.relname AS relation, constraints.conname,
       pg_get_expr(constraints.conbin, constraints.conrelid) AS expression
  FROM pg_constraint constraints
  JOIN pg_class relation ON relation.oid = constraints.conrelid
  JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
 WHERE constraints.contype = 'c' AND NOT relation.relispartition AND namespace.nspname <> 'movr'
   AND constraints.conkey = (SELECT array_agg(attnum) FROM pg_attribute
                              WHERE attrelid = relation.oid AND attname = 'city' AND NOT attisdropped)
 ORDER BY 1, 2, 3
