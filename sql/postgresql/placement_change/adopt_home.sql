-- Move a home, at the others: declares the new home.
-- $1 id, $2 attempt, $3 generation
SELECT movr.adopt_home($1::uuid, $2::uuid, $3::integer)
