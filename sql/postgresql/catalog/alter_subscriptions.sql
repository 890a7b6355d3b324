-- The text that gives subscriptions other connection strings and starts them, all in one transaction.
-- $1 names, $2 connection strings in their order
SELECT string_agg(format('ALTER SUBSCRIPTION %I CONNECTION %L; ALTER SUBSCRIPTION %I ENABLE', name, connection, name), '; ')
  FROM unnest($1::text[], $2::text[]) AS wanted (name, connection)
