-- Which city lives where, with its time zone and place.
SELECT homes.city, homes.partition, coalesce(homes.region, '') AS region,
       coalesce(cities.time_zone, 'UTC') AS time_zone,
       coalesce(cities.latitude, 0) AS latitude, coalesce(cities.longitude, 0) AS longitude
  FROM movr.city_homes homes
  LEFT JOIN movr.cities USING (city)
 ORDER BY homes.city
