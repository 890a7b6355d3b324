-- Search anything: users, vehicles and rides that a text can mean, at most :limit of each field, in one
-- round trip. A field whose placeholder is NULL is not looked at: the planner has the values at hand and
-- leaves that part out. :low and :high are the first and the last id that begin as typed.
-- Every text is compared as a literal beginning (^@), whatever its case; the order of code points puts a
-- value that is equal before the longer ones. kind, field, exact, city, id, facts (JSON).

-- Users ------------------------------------------------------------------------------------------------
SELECT 'user' AS kind, found.field, found.exact, found.city, found.id::text AS id,
       json_build_object('first_name', found.first_name, 'last_name', found.last_name, 'email', found.email,
                         'username', found.username, 'is_owner', found.is_owner)::text AS facts
  FROM ((SELECT 'id' AS field, CAST(:low AS uuid) = CAST(:high AS uuid) AS exact, person.*
           FROM unnest(CAST(:cities AS text[])) AS town (name)
          CROSS JOIN LATERAL (SELECT id, city, first_name, last_name, email, username, is_owner FROM users
                               WHERE city = ANY (CAST(:cities AS text[])) AND city = town.name
                                 AND id BETWEEN CAST(:low AS uuid) AND CAST(:high AS uuid)
                               ORDER BY id LIMIT CAST(:limit AS bigint)) person
          WHERE CAST(:low AS uuid) IS NOT NULL
          LIMIT CAST(:limit AS bigint))
         UNION ALL
        (SELECT 'username', lower(username) = lower(CAST(:username AS text)),
                id, city, first_name, last_name, email, username, is_owner FROM users
          WHERE city = ANY (CAST(:cities AS text[]))
            AND lower(username) COLLATE "C" ^@ lower(CAST(:username AS text))
          ORDER BY lower(username) COLLATE "C" LIMIT CAST(:limit AS bigint))
         UNION ALL
        (SELECT 'email', lower(email) = lower(CAST(:email AS text)),
                id, city, first_name, last_name, email, username, is_owner FROM users
          WHERE city = ANY (CAST(:cities AS text[]))
            AND lower(email) COLLATE "C" ^@ lower(CAST(:email AS text))
          ORDER BY lower(email) COLLATE "C" LIMIT CAST(:limit AS bigint))
         UNION ALL
        (SELECT 'name', lower(first_name || ' ' || last_name) = lower(CAST(:name AS text)),
                id, city, first_name, last_name, email, username, is_owner FROM users
          WHERE city = ANY (CAST(:cities AS text[]))
            AND lower(first_name || ' ' || last_name) COLLATE "C" ^@ lower(CAST(:name AS text))
          ORDER BY lower(first_name || ' ' || last_name) COLLATE "C" LIMIT CAST(:limit AS bigint))
         UNION ALL
        (SELECT 'name', lower(last_name) = lower(CAST(:name AS text)),
                id, city, first_name, last_name, email, username, is_owner FROM users
          WHERE city = ANY (CAST(:cities AS text[]))
            AND lower(last_name) COLLATE "C" ^@ lower(CAST(:name AS text))
          ORDER BY lower(last_name) COLLATE "C" LIMIT CAST(:limit AS bigint))
         UNION ALL
        (SELECT 'name', lower(first_name) = lower(CAST(:first_name AS text)),
                id, city, first_name, last_name, email, username, is_owner FROM users
          WHERE city = ANY (CAST(:cities AS text[]))
            AND lower(last_name) COLLATE "C" = lower(CAST(:last_name AS text))
            AND lower(first_name) COLLATE "C" ^@ lower(CAST(:first_name AS text))
          LIMIT CAST(:limit AS bigint))) found

-- Vehicles ---------------------------------------------------------------------------------------------
UNION ALL
SELECT 'vehicle', found.field, found.exact, found.city, found.id::text,
       json_build_object('type', found.type, 'brand', found.brand, 'color', found.color, 'status', found.status,
                         'last_location', found.last_location, 'active_ride', ride.id,
                         'rider_city', ride.rider_city, 'rider', ride.rider_id)::text
  FROM ((SELECT 'id' AS field, CAST(:low AS uuid) = CAST(:high AS uuid) AS exact, vehicle.*
           FROM unnest(CAST(:cities AS text[])) AS town (name)
          CROSS JOIN LATERAL (SELECT id, city, type, brand, color, status, last_location FROM vehicles
                               WHERE city = ANY (CAST(:cities AS text[])) AND city = town.name
                                 AND id BETWEEN CAST(:low AS uuid) AND CAST(:high AS uuid)
                               ORDER BY id LIMIT CAST(:limit AS bigint)) vehicle
          WHERE CAST(:low AS uuid) IS NOT NULL
          LIMIT CAST(:limit AS bigint))
         UNION ALL
        (SELECT 'last_location', lower(last_location) = lower(CAST(:place AS text)), vehicle.*
           FROM (SELECT id, city, type, brand, color, status, last_location FROM vehicles
                  WHERE city = ANY (CAST(:cities AS text[])) AND status <> 'removed'
                    AND lower(left(last_location, 100)) COLLATE "C" ^@ lower(left(CAST(:place AS text), 100))
                  ORDER BY lower(left(last_location, 100)) COLLATE "C" LIMIT CAST(:limit AS bigint)) vehicle
          WHERE lower(last_location) COLLATE "C" ^@ lower(CAST(:place AS text)))) found
  LEFT JOIN LATERAL (SELECT rides.id, rides.rider_city, rides.rider_id FROM rides
                      WHERE rides.city = ANY (CAST(:cities AS text[])) AND rides.city = found.city
                        AND rides.vehicle_id = found.id AND rides.end_time IS NULL LIMIT 1) ride ON true

-- Rides ------------------------------------------------------------------------------------------------
-- A beginning can mean many places with thousands of rides each: the first places of that name are gone
-- through one by one (16 at most), each by one step in the index, and of each the last rides are read.
-- The indexes hold 100 characters of a place; a longer text is compared to its end among what they find.
UNION ALL
SELECT 'ride', found.field, found.exact, found.city, found.id::text,
       json_build_object('start_location', found.start_location, 'end_location', found.end_location,
                         'start_time', extract(epoch FROM found.start_time),
                         'end_time', extract(epoch FROM found.end_time))::text
  FROM ((SELECT 'id' AS field, CAST(:low AS uuid) = CAST(:high AS uuid) AS exact, ride.*
           FROM unnest(CAST(:cities AS text[])) AS town (name)
          CROSS JOIN LATERAL (SELECT id, city, start_location, end_location, start_time, end_time FROM rides
                               WHERE city = ANY (CAST(:cities AS text[])) AND city = town.name
                                 AND id BETWEEN CAST(:low AS uuid) AND CAST(:high AS uuid)
                               ORDER BY id LIMIT CAST(:limit AS bigint)) ride
          WHERE CAST(:low AS uuid) IS NOT NULL
          LIMIT CAST(:limit AS bigint))
         UNION ALL
        (WITH RECURSIVE place (name, number) AS (
                 (SELECT lower(left(start_location, 100)) COLLATE "C", 1 FROM rides
                   WHERE city = ANY (CAST(:cities AS text[]))
                     AND lower(left(start_location, 100)) COLLATE "C" ^@ lower(left(CAST(:place AS text), 100))
                   ORDER BY lower(left(start_location, 100)) COLLATE "C" LIMIT 1)
                  UNION ALL
                 SELECT next.name, place.number + 1
                   FROM place
                  CROSS JOIN LATERAL (
                        SELECT lower(left(start_location, 100)) COLLATE "C" AS name FROM rides
                         WHERE city = ANY (CAST(:cities AS text[]))
                           AND lower(left(start_location, 100)) COLLATE "C" ^@ lower(left(CAST(:place AS text), 100))
                           AND lower(left(start_location, 100)) COLLATE "C" > place.name
                         ORDER BY lower(left(start_location, 100)) COLLATE "C" LIMIT 1) next
                  WHERE place.number < 16)
         SELECT 'start_location', lower(ride.start_location) = lower(CAST(:place AS text)) AS exact, ride.*
           FROM place
          CROSS JOIN LATERAL (
                SELECT id, city, start_location, end_location, start_time, end_time FROM rides
                 WHERE city = ANY (CAST(:cities AS text[]))
                   AND lower(left(start_location, 100)) COLLATE "C" = place.name
                 ORDER BY start_time DESC LIMIT CAST(:limit AS bigint)) ride
          WHERE lower(ride.start_location) COLLATE "C" ^@ lower(CAST(:place AS text))
          ORDER BY exact DESC, ride.start_time DESC LIMIT CAST(:limit AS bigint))
         UNION ALL
        (WITH RECURSIVE place (name, number) AS (
                 (SELECT lower(left(end_location, 100)) COLLATE "C", 1 FROM rides
                   WHERE city = ANY (CAST(:cities AS text[])) AND end_location IS NOT NULL
                     AND lower(left(end_location, 100)) COLLATE "C" ^@ lower(left(CAST(:place AS text), 100))
                   ORDER BY lower(left(end_location, 100)) COLLATE "C" LIMIT 1)
                  UNION ALL
                 SELECT next.name, place.number + 1
                   FROM place
                  CROSS JOIN LATERAL (
                        SELECT lower(left(end_location, 100)) COLLATE "C" AS name FROM rides
                         WHERE city = ANY (CAST(:cities AS text[])) AND end_location IS NOT NULL
                           AND lower(left(end_location, 100)) COLLATE "C" ^@ lower(left(CAST(:place AS text), 100))
                           AND lower(left(end_location, 100)) COLLATE "C" > place.name
                         ORDER BY lower(left(end_location, 100)) COLLATE "C" LIMIT 1) next
                  WHERE place.number < 16)
         SELECT 'end_location', lower(ride.end_location) = lower(CAST(:place AS text)) AS exact, ride.*
           FROM place
          CROSS JOIN LATERAL (
                SELECT id, city, start_location, end_location, start_time, end_time FROM rides
                 WHERE city = ANY (CAST(:cities AS text[])) AND end_location IS NOT NULL
                   AND lower(left(end_location, 100)) COLLATE "C" = place.name
                 ORDER BY start_time DESC LIMIT CAST(:limit AS bigint)) ride
          WHERE lower(ride.end_location) COLLATE "C" ^@ lower(CAST(:place AS text))
          ORDER BY exact DESC, ride.start_time DESC LIMIT CAST(:limit AS bigint))) found
