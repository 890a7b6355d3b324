-- Whether the tables here tell of their changes: not before schema version 4, and not with their triggers off.
SELECT count(*) = 4 AS tells
  FROM pg_trigger
 WHERE tgname = 'movr_send' AND tgenabled IN ('O', 'A')
   AND tgrelid IN (to_regclass('public.users'), to_regclass('public.vehicles'), to_regclass('public.rides'),
                   to_regclass('public.operator_actions'))
