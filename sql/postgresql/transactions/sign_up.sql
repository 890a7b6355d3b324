-- Sign up: a new user of a city. One statement; the record's key makes it exactly once.
-- $1 request id, $2 operator, $3 city, $4 user id, $5 first name, $6 last name, $7 e-mail, $8 username,
-- $9 password hash (argon2id, made on the client)
WITH earlier AS (
    SELECT outcome, details FROM operator_actions WHERE city = $3::text AND request_id = $1::uuid
), verdict AS (
    SELECT CASE
               WHEN EXISTS (SELECT FROM users WHERE city = $3::text AND username = $8::text) THEN 'username_taken'
               ELSE 'done'
           END AS outcome
     WHERE NOT EXISTS (SELECT FROM earlier)
), created AS (
    INSERT INTO users (city, id, first_name, last_name, email, username, password_hash, is_owner)
    SELECT $3::text, $4::uuid, $5::text, $6::text, $7::text, $8::text, $9::text, false
      FROM verdict WHERE outcome = 'done'
), noted AS (
    INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, outcome, details)
    SELECT $3::text, $1::uuid, 'sign_up', $2::text, 'user', $4::uuid, outcome,
           jsonb_build_object('username', $8::text)
      FROM verdict
    RETURNING outcome, details
)
SELECT outcome, details, true AS repeated FROM earlier
 UNION ALL
SELECT outcome, details, false FROM noted
