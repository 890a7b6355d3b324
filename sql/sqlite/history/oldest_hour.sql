SELECT min(at) FROM hours
