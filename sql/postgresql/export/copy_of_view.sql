-- COPY takes no parameters, so the server itself writes a view's statement with the view's values as literals, quoted by
-- quote_nullable. One pass over the text: a value that looks like a placeholder stays a value. Planned with its
-- values at hand, as the view is. No row when the statement names a placeholder that has no value.
-- $1 the view's statement, $2 {"placeholder": text or null, ...}
-- Answers the COPY and, for an estimate of its rows, the EXPLAIN of the same query.
WITH given AS (
    SELECT key AS name, quote_nullable(value) AS literal FROM jsonb_each_text($2::jsonb)
), texts AS (
    SELECT at, part FROM regexp_split_to_table($1::text, '(?<!:):[a-z][a-z0-9_]*') WITH ORDINALITY AS t (part, at)
), slots AS (
    SELECT at, match[1] AS name
      FROM regexp_matches($1::text, '(?<!:):([a-z][a-z0-9_]*)', 'g') WITH ORDINALITY AS t (match, at)
), filled AS (
    SELECT string_agg(texts.part || coalesce(given.literal, ''), '' ORDER BY texts.at) AS query,
           bool_and(slots.name IS NULL OR given.literal IS NOT NULL) AS complete
      FROM texts LEFT JOIN slots USING (at) LEFT JOIN given USING (name)
)
SELECT format('COPY (%s) TO STDOUT', query), format('EXPLAIN (FORMAT JSON) %s', query)
  FROM filled WHERE complete
