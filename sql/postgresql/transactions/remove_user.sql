-- Remove user: the username is given up, the row stays for the rides' sake. Not while riding.
-- $1 request id, $2 operator, $3 city, $4 user id
WITH earlier AS (
    SELECT outcome, details FROM operator_actions WHERE city = $3::text AND request_id = $1::uuid
), person AS (
    SELECT username FROM users WHERE city = $3::text AND id = $4::uuid
), verdict AS (
    SELECT CASE
               WHEN NOT EXISTS (SELECT FROM person) THEN 'no_such_user'
               WHEN (SELECT username FROM person) IS NULL THEN 'user_removed'
               WHEN EXISTS (SELECT FROM rides WHERE rider_city = $3::text AND rider_id = $4::uuid
                               AND end_time IS NULL) THEN 'user_riding'
               ELSE 'done'
           END AS outcome
     WHERE NOT EXISTS (SELECT FROM earlier)
), removed AS (
    UPDATE users SET username = NULL
      FROM verdict
     WHERE verdict.outcome = 'done' AND city = $3::text AND id = $4::uuid
), noted AS (
    INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, outcome, details)
    SELECT $3::text, $1::uuid, 'remove_user', $2::text, 'user', $4::uuid, outcome,
           jsonb_build_object('username', (SELECT username FROM person))
      FROM verdict
    RETURNING outcome, details
)
SELECT outcome, details, true AS repeated FROM earlier
 UNION ALL
SELECT outcome, details, false FROM noted
