-- The home of a city as declared here, and how often it was: where servers disagree, the highest one knows best.
-- $1 city
SELECT homes.region, placement.generation
  FROM movr.city_homes homes JOIN movr.placement USING (partition) WHERE homes.city = $1::text
