-- What is in this database: is there a movr schema at all, and is there any other table of its name?
SELECT to_regclass('movr.schema_version') IS NOT NULL AS has_schema,
       to_regclass('public.rides') IS NOT NULL AS has_rides,
       current_setting('server_version') AS server_version,
       current_setting('server_version_num')::integer AS server_version_num,
       version() AS version
