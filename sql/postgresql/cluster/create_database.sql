-- The text that creates a database as a copy of another.
-- $1 name, $2 template
SELECT format('CREATE DATABASE %I TEMPLATE %I STRATEGY FILE_COPY', $1::text, $2::text)
