-- The text that drops a database.
-- $1 its name
SELECT format('DROP DATABASE %I', $1::text)
