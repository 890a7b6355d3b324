-- From now on a vacuum or analyze that the server began by itself gives way to this session after so short a wait, which
-- is less than the lock timeout of the steps; at one second, the default, it would never be asked to.
SELECT set_config('deadlock_timeout', '100ms', false)
