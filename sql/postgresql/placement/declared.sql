-- What is declared here: the schema's version, which region this server is, where each partition lives, and which tables
-- that is about.
SELECT 'version' AS what, max(version)::text AS name, NULL AS value FROM movr.schema_version
 UNION ALL
SELECT 'self', region, NULL FROM movr.self
 UNION ALL
SELECT 'placement', partition, region FROM movr.placement
 UNION ALL
SELECT 'table', table_name, NULL FROM movr.placed_tables
