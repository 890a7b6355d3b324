-- {wrong} {right} {city}
INSERT INTO {right} SELECT * FROM {wrong} WHERE city = {city};
