-- Counts active rides and vehicles that are in service or could be, by city.
SELECT city, 'rides' AS what, count(*) AS rows FROM rides WHERE end_time IS NULL GROUP BY city
 UNION ALL
SELECT city, 'vehicles', count(*) FROM vehicles WHERE status <> 'removed' GROUP BY city
