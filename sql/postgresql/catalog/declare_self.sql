-- Says once which region this server is.
-- $1 region
INSERT INTO movr.self (region) VALUES ($1::text) ON CONFLICT (only_row) DO NOTHING
