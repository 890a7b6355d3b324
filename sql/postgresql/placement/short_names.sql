-- Back to the search path that every lane has.
SELECT set_config('search_path', 'public', false)
