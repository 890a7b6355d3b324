-- The text that creates a subscription: names and strings quoted by the server. A slot's name is known to all
-- databases of the publisher's server, so it tells the subscriber's database too.
-- $1 name, $2 connection string of the publisher, $3 copy the rows that are there, $4 start it
SELECT format('CREATE SUBSCRIPTION %I CONNECTION %L PUBLICATION movr_home WITH (copy_data = %s, enabled = %s, slot_name = %L)',
              $1::text, $2::text, $3::boolean::text, $4::boolean::text,
              left($1::text, 54) || '_' || left(md5(current_database()), 8))
