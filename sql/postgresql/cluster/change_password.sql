-- The text that gives the role a new password, as a SCRAM verifier made on the client.
-- $1 role, $2 verifier
SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)
