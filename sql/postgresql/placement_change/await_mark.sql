-- Waits at most so many seconds until the old home's mark has arrived here; what has is on disk then.
-- $1 id, $2 attempt, $3 mark, $4 seconds
SELECT movr.await_mark($1::uuid, $2::uuid, $3::timestamptz, make_interval(secs => $4::double precision))
