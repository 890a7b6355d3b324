-- The reference's end ride, third of four.
-- $1 city, $2 ride id, $3 end location
UPDATE rides SET end_location = $3::text, end_time = now(), length = now() - start_time
 WHERE city = $1::text AND id = $2::uuid
