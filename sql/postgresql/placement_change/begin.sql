-- Notes a change on this server; one that is noted already stays as it is. Another open one refuses it (23505).
-- $1 id, $2 attempt, $3 operator, $4 kind, $5 partition, $6 old home, $7 new home, $8 city, $9 time zone,
-- $10 latitude, $11 longitude
INSERT INTO movr.placement_changes
       (id, attempt, operator, kind, partition, old_home, new_home, city, time_zone, latitude, longitude)
VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text,
        $10::double precision, $11::double precision)
    ON CONFLICT (id) DO NOTHING
