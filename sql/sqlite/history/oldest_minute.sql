SELECT min(at) FROM minutes
