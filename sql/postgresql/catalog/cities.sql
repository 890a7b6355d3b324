-- Which city lives where, with its time zone and place, and how often that was declared.
SELECT homes.city, homes.partition, coalesce(homes.region, '') AS region,
       coalesce(cities.time_zone, 'UTC') AS time_zone,
       coalesce(cities.latitude, 0) AS latitude, coalesce(cities.longitude, 0) AS longitude,
       coalesce(placement.generation, 0) AS generation
  FROM movr.city_homes homes
  LEFT JOIN movr.cities USING (city)
  LEFT JOIN movr.placement ON placement.partition = homes.partition
 ORDER BY homes.city
