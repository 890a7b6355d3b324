-- End ride, and force-end ride with a reason: only an active one, once. The vehicle is available again
-- unless it was removed meanwhile. Without an end location the vehicle stays where the ride began.
-- $1 request id, $2 operator, $3 city, $4 ride id, $5 end location or NULL,
-- $6 rider's city and $7 rider id (both NULL: whoever rides), $8 action, $9 reason or NULL
WITH earlier AS (
    SELECT outcome, details FROM operator_actions WHERE city = $3::text AND request_id = $1::uuid
), ride AS (
    SELECT vehicle_id, rider_id, rider_city, start_location, end_time
      FROM rides WHERE city = $3::text AND id = $4::uuid
), verdict AS (
    SELECT CASE
               WHEN NOT EXISTS (SELECT FROM ride) THEN 'no_such_ride'
               WHEN $7::uuid IS NOT NULL AND NOT EXISTS (
                   SELECT FROM ride WHERE rider_city = $6::text AND rider_id = $7::uuid) THEN 'not_their_ride'
               WHEN (SELECT end_time FROM ride) IS NOT NULL THEN 'ride_already_ended'
               ELSE 'done'
           END AS outcome
     WHERE NOT EXISTS (SELECT FROM earlier)
), ended AS (
    UPDATE rides
       SET end_location = coalesce($5::text, start_location),
           end_time = greatest(now(), start_time),
           length = greatest(now(), start_time) - start_time
      FROM verdict
     WHERE verdict.outcome = 'done' AND city = $3::text AND id = $4::uuid
    RETURNING vehicle_id, rider_id, rider_city, end_location, extract(epoch FROM length) AS seconds
), released AS (
    UPDATE vehicles
       SET last_location = ended.end_location,
           status = CASE status WHEN 'unavailable' THEN 'available' ELSE status END
      FROM ended
     WHERE vehicles.city = $3::text AND vehicles.id = ended.vehicle_id
), noted AS (
    INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, reason, outcome, details)
    SELECT $3::text, $1::uuid, $8::text, $2::text, 'ride', $4::uuid, $9::text, outcome,
           jsonb_build_object('vehicle', (SELECT vehicle_id FROM ride), 'rider', (SELECT rider_id FROM ride),
                              'rider_city', (SELECT rider_city FROM ride),
                              'location', (SELECT end_location FROM ended),
                              'seconds', (SELECT round(seconds) FROM ended))
      FROM verdict
    RETURNING outcome, details
)
SELECT outcome, details, true AS repeated FROM earlier
 UNION ALL
SELECT outcome, details, false FROM noted
