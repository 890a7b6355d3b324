DELETE FROM minutes WHERE at < :before
