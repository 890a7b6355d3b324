-- Only while the subscription does not have it: what it has would not be copied anew.
-- {relation} {name}: the same as a text
SET session_replication_role = replica;
DELETE FROM {relation} WHERE NOT EXISTS (SELECT FROM pg_subscription_rel WHERE srrelid = {name}::regclass);
RESET session_replication_role;
