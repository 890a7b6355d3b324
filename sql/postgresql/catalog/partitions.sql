-- The partitions there are, by the table users.
SELECT substr(child.relname, length('users_') + 1) AS partition
  FROM pg_inherits JOIN pg_class child ON child.oid = pg_inherits.inhrelid
 WHERE pg_inherits.inhparent = 'public.users'::regclass
 ORDER BY 1
