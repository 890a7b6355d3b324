-- Move a home: publication prepared; a mark of this server.
-- $1 id, $2 attempt
SELECT movr.prepare_move($1::uuid, $2::uuid)
