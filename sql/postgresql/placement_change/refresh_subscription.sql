-- The text that takes the tables of a subscription from its publication again. No row is copied.
-- $1 name
SELECT format('ALTER SUBSCRIPTION %I REFRESH PUBLICATION WITH (copy_data = false)', $1::text)
