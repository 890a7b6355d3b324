-- The cities that have a time zone and a place on the map here.
SELECT city FROM movr.cities ORDER BY city
