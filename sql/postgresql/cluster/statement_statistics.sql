-- The server's own figures of every statement, for the latency page.
CREATE EXTENSION IF NOT EXISTS pg_stat_statements
