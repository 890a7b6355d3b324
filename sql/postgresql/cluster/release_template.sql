-- The text that lets a template database be dropped.
-- $1 its name
SELECT format('ALTER DATABASE %I IS_TEMPLATE false', $1::text)
