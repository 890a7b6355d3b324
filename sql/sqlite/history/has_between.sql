-- Whether anything at all was measured between two times.
SELECT EXISTS (SELECT 1 FROM hours WHERE at >= :from AND at < :to)
