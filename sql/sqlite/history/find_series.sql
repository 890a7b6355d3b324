SELECT id FROM series WHERE deployment = :deployment AND region = :region AND statement = :statement
