-- Counts the rows of every table that takes writes here, by city: this scans them. A city's name comes as the hexadecimal
-- form of its UTF-8, which any name survives on its way through XML. A table without rows has one row without numbers.
SELECT namespace.nspname AS schema, relation.relname AS relation, counted.city, counted.rows
  FROM pg_class relation
  JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
 CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = relation.oid AND attname = 'city'
                                                              AND NOT attisdropped)) shape (has_city)
 LEFT JOIN LATERAL XMLTABLE('/table/row' PASSING query_to_xml(
           format('SELECT %s AS city, count(*) AS rows FROM %I.%I GROUP BY 1',
                  CASE WHEN shape.has_city THEN 'encode(convert_to(city::text, ''UTF8''), ''hex'')' ELSE 'NULL::text' END,
                  namespace.nspname, relation.relname), true, false, '')
       COLUMNS city text PATH 'city', rows bigint PATH 'rows') counted ON true
 WHERE relation.relkind = 'r'
   AND namespace.nspname NOT IN ('information_schema', 'movr')
   AND namespace.nspname !~ '^pg_'
   AND has_table_privilege(relation.oid, 'SELECT')
   AND NOT EXISTS (SELECT FROM pg_trigger guard WHERE guard.tgrelid = relation.oid
                      AND guard.tgname = 'movr_guard_row' AND guard.tgenabled IN ('O', 'A'))
