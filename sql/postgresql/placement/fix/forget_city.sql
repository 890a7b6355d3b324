-- {city}
DELETE FROM movr.cities WHERE city = {city};
