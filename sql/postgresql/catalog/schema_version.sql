-- The schema's version here, and which region this server says it is.
SELECT (SELECT max(version) FROM movr.schema_version) AS version,
       (SELECT region FROM movr.self) AS region
