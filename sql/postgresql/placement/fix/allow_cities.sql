-- {table}, {constraint}, {cities}
ALTER TABLE {table} DROP CONSTRAINT {constraint}, ADD CONSTRAINT {constraint} CHECK (city IN ({cities}));
