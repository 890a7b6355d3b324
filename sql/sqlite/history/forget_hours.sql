DELETE FROM hours WHERE at < :before
