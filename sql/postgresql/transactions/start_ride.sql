-- Start ride: only an available vehicle, only a rider who is not riding in this city. The ride starts
-- where the vehicle is. A rider of another city is checked by the foreign key against the copy here.
-- $1 request id, $2 operator, $3 city, $4 ride id, $5 vehicle id, $6 rider's city, $7 rider id
WITH earlier AS (
    SELECT outcome, details FROM operator_actions WHERE city = $3::text AND request_id = $1::uuid
), vehicle AS (
    SELECT status, EXISTS (SELECT FROM rides WHERE rides.city = $3::text AND rides.vehicle_id = $5::uuid
                              AND rides.end_time IS NULL) AS in_ride
      FROM vehicles WHERE city = $3::text AND id = $5::uuid
), rider AS (
    SELECT username FROM users WHERE city = $6::text AND id = $7::uuid
), verdict AS (
    SELECT CASE
               WHEN NOT EXISTS (SELECT FROM vehicle) THEN 'no_such_vehicle'
               WHEN (SELECT status FROM vehicle) = 'removed' THEN 'vehicle_removed'
               WHEN (SELECT in_ride FROM vehicle) THEN 'vehicle_in_ride'
               WHEN (SELECT status FROM vehicle) <> 'available' THEN 'vehicle_not_available'
               WHEN $6::text = $3::text AND NOT EXISTS (SELECT FROM rider) THEN 'no_such_user'
               WHEN EXISTS (SELECT FROM rider WHERE username IS NULL) THEN 'user_removed'
               WHEN EXISTS (SELECT FROM rides WHERE city = $3::text AND rider_city = $6::text
                               AND rider_id = $7::uuid AND end_time IS NULL) THEN 'rider_already_riding'
               ELSE 'done'
           END AS outcome
     WHERE NOT EXISTS (SELECT FROM earlier)
), taken AS (
    UPDATE vehicles SET status = 'unavailable'
      FROM verdict
     WHERE verdict.outcome = 'done' AND city = $3::text AND id = $5::uuid
    RETURNING last_location
), started AS (
    INSERT INTO rides (city, id, vehicle_id, rider_id, rider_city, start_location, start_time)
    SELECT $3::text, $4::uuid, $5::uuid, $7::uuid, $6::text, last_location, now() FROM taken
), noted AS (
    INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, outcome, details)
    SELECT $3::text, $1::uuid, 'start_ride', $2::text, 'ride', $4::uuid, outcome,
           jsonb_build_object('vehicle', $5::uuid, 'rider', $7::uuid, 'rider_city', $6::text,
                              'location', (SELECT last_location FROM taken))
      FROM verdict
    RETURNING outcome, details
)
SELECT outcome, details, true AS repeated FROM earlier
 UNION ALL
SELECT outcome, details, false FROM noted
