-- The texts that validate the CHECKs of the cities: read every row, and keep neither readers nor writers out.
SELECT format('ALTER TABLE public.%I VALIDATE CONSTRAINT %I', table_name, conname)
  FROM movr.placed_tables
  JOIN pg_constraint ON conrelid = to_regclass('public.' || quote_ident(table_name)) AND conname = table_name || '_city_check'
 WHERE NOT convalidated
