-- The text that gives a subscription another connection string and starts it.
-- $1 name, $2 connection string
SELECT format('ALTER SUBSCRIPTION %I CONNECTION %L; ALTER SUBSCRIPTION %I ENABLE', $1::text, $2::text, $1::text)
