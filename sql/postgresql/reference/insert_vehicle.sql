-- The reference's add vehicle, first of three.
-- $1 city, $2 vehicle id, $3 owner id, $4 type, $5 location, $6 color, $7 brand
INSERT INTO vehicles (city, id, type, owner_id, date_added, status, last_location, color, brand)
VALUES ($1::text, $2::uuid, $4::text, $3::uuid, current_date, 'available', $5::text, $6::text, $7::text)
