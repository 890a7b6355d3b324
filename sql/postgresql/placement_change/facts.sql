-- What a change of placement needs to know of a server: may this role do it, is it under another change, is there a
-- DEFAULT partition, how many subscriptions of this database run.
SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
       (SELECT count(*) FROM movr.placement_changes WHERE state NOT IN ('done', 'undone')) AS open_changes,
       (SELECT count(*) FROM pg_partitioned_table parent JOIN movr.placed_tables
           ON parent.partrelid = to_regclass('public.' || quote_ident(table_name))
         WHERE parent.partdefid <> 0) AS default_partitions
