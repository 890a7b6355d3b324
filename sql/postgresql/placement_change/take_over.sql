-- Move a home, at the new one: it is the home. Returns the placement's generation.
-- $1 id, $2 attempt, $3 mark
SELECT movr.take_over($1::uuid, $2::uuid, $3::timestamptz)
