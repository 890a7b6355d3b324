-- Every table, every index, and their partitions, from the catalog alone: no table is read. One row each.
-- Rows are scaled from the last ANALYZE to the present size, as the planner does it; NULL: never collected.
-- Bytes are those of what holds rows, free space and visibility maps included: a table and its indexes come to
-- pg_total_relation_size(). A partitioned parent has none.
-- A size, and the text of an index or a predicate, wait for who holds the whole relation or queues for it (VACUUM FULL, ALTER TABLE):
-- there they are not known. A bound has no columns, and needs no relation to be put into words.
WITH held AS MATERIALIZED (
    SELECT relation FROM pg_locks
     WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
SELECT namespace.nspname AS schema,
       root.relname AS root,
       relation.relname AS relation,
       relation.relkind IN ('i', 'I') AS is_index,
       relation.relkind IN ('p', 'I') AS is_parent,
       owner.relname AS table_relation,
       pg_get_partkeydef(relation.oid) AS partition_key,
       pg_get_expr(relation.relpartbound, 0) AS bound,
       CASE WHEN relation.relkind IN ('r', 'f', 'm', 'i') AND NOT state.held THEN pg_table_size(relation.oid) END AS bytes,
       CASE WHEN relation.relkind IN ('p', 'I') THEN NULL
            WHEN relation.reltuples >= 0
            THEN relation.reltuples * (pages.present / greatest(relation.relpages, 1)::double precision)
            WHEN pages.present = 0 THEN 0 END AS present_rows,
       round(extract(epoch FROM greatest(activity.last_analyze, activity.last_autoanalyze)) * 1000)::bigint AS analyzed_ms,
       relation.reltuples >= 0 OR pages.present = 0 AS analyzed_ever,
       activity.n_mod_since_analyze AS modified,
       CASE WHEN relation.relkind IN ('i', 'I') AND NOT state.owner_held THEN pg_get_indexdef(relation.oid) END AS definition,
       shape.indisprimary AS is_primary,
       shape.indisunique AS is_unique,
       shape.indisvalid AS is_valid,
       CASE WHEN NOT state.owner_held THEN pg_get_expr(shape.indpred, shape.indrelid) END AS predicate,
       EXISTS (SELECT FROM pg_attribute
                WHERE attrelid = relation.oid AND attname = 'city' AND NOT attisdropped) AS has_city
  FROM pg_class relation
  JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
  LEFT JOIN pg_index shape ON shape.indexrelid = relation.oid
  LEFT JOIN pg_class owner ON owner.oid = shape.indrelid
 CROSS JOIN LATERAL (SELECT coalesce(pg_partition_root(relation.oid)::oid, relation.oid)) family (root)
  JOIN pg_class root ON root.oid = family.root
  LEFT JOIN pg_stat_all_tables activity ON activity.relid = relation.oid
 CROSS JOIN LATERAL (SELECT relation.oid IN (SELECT held.relation FROM held),
                            shape.indrelid IN (SELECT held.relation FROM held)) state (held, owner_held)
 CROSS JOIN LATERAL (SELECT CASE WHEN state.held THEN relation.relpages
                                 WHEN relation.relkind IN ('r', 'i', 'm')
                                 THEN pg_relation_size(relation.oid) / current_setting('block_size')::bigint
                                 ELSE 0 END) pages (present)
 WHERE relation.relkind IN ('r', 'p', 'i', 'I', 'm', 'f')
   AND namespace.nspname NOT IN ('information_schema', 'movr')
   AND namespace.nspname !~ '^pg_'
 ORDER BY namespace.nspname, root.relname, relation.relkind IN ('i', 'I'), relation.relname
