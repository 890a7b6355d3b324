-- {relation}
SELECT city, count(*) FROM {relation} GROUP BY city ORDER BY city;
