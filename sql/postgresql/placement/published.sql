-- What this server publishes as a home.
SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = 'movr_home'
