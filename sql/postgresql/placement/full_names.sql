-- From here on this session's catalogs tell every name with its schema.
SELECT set_config('search_path', '', false)
