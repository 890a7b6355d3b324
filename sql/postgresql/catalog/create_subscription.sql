-- The text that creates a subscription: names and strings quoted by the server.
-- $1 name, $2 connection string of the publisher, $3 copy the rows that are there, $4 start it
SELECT format('CREATE SUBSCRIPTION %I CONNECTION %L PUBLICATION movr_home WITH (copy_data = %s, enabled = %s)',
              $1::text, $2::text, $3::boolean::text, $4::boolean::text)
