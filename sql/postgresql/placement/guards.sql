-- Which partitions refuse ordinary writes here: their guard, and whether it is on.
SELECT namespace.nspname AS schema, relation.relname AS relation, guard.tgenabled IN ('O', 'A') AS is_on
  FROM pg_trigger guard
  JOIN pg_class relation ON relation.oid = guard.tgrelid
  JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
 WHERE guard.tgname = 'movr_guard_row'
