-- Add vehicle: insert it, and its owner is an owner now.
-- $1 request id, $2 operator, $3 city, $4 vehicle id, $5 owner id, $6 type, $7 color, $8 brand, $9 location
WITH earlier AS (
    SELECT outcome, details FROM operator_actions WHERE city = $3::text AND request_id = $1::uuid
), owner AS (
    SELECT username FROM users WHERE city = $3::text AND id = $5::uuid
), verdict AS (
    SELECT CASE
               WHEN NOT EXISTS (SELECT FROM owner) THEN 'no_such_user'
               WHEN (SELECT username FROM owner) IS NULL THEN 'user_removed'
               ELSE 'done'
           END AS outcome
     WHERE NOT EXISTS (SELECT FROM earlier)
), created AS (
    INSERT INTO vehicles (city, id, type, owner_id, date_added, status, last_location, color, brand)
    SELECT $3::text, $4::uuid, $6::text, $5::uuid, current_date, 'available', $9::text, $7::text, $8::text
      FROM verdict WHERE outcome = 'done'
    RETURNING owner_id
), promoted AS (
    UPDATE users SET is_owner = true
      FROM created
     WHERE users.city = $3::text AND users.id = created.owner_id AND NOT users.is_owner
), noted AS (
    INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, outcome, details)
    SELECT $3::text, $1::uuid, 'add_vehicle', $2::text, 'vehicle', $4::uuid, outcome,
           jsonb_build_object('owner', $5::uuid, 'type', $6::text, 'location', $9::text)
      FROM verdict
    RETURNING outcome, details
)
SELECT outcome, details, true AS repeated FROM earlier
 UNION ALL
SELECT outcome, details, false FROM noted
