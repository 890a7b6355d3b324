-- The text that renames a database.
-- $1 its name, $2 the new one
SELECT format('ALTER DATABASE %I RENAME TO %I', $1::text, $2::text)
