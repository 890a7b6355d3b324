-- {wrong} {city}
DELETE FROM {wrong} WHERE city = {city};
