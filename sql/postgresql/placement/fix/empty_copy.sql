-- {relation}
SET session_replication_role = replica;
DELETE FROM {relation};
RESET session_replication_role;
