-- Chunks of a knowledge base: psql -f pgvector.data.sql, behind pgvector.schema.sql. A
-- second load changes nothing; over an older build, the rows of this knowledge base become
-- those of the new one, whole or not at all.
-- A row whose text has changed is a new row: columns that you have added begin empty.

\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
BEGIN;
LOCK TABLE chunks IN SHARE ROW EXCLUSIVE MODE;
CREATE TEMP TABLE kbc_rows ON COMMIT DROP AS
  SELECT id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, metadata, text, embedding
  FROM chunks WITH NO DATA;
COPY pg_temp.kbc_rows (id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, metadata, text, embedding) FROM stdin;
01f8ed2e-8fa6-5fe9-af4b-3fd93ff57b11	it's \\ a test	6afe3d01-c275-5f46-a004-b88be024bd73	record	\N	\N	1	1	1	8b854ade2cd01bdca1aa982f6ecff008	3011b7fb7b760fb54ad17989d0141ed4	{"title":"Plain","path":"kb/plain.md"}	Plain	[0.25,-1e-3,3]
\.
DELETE FROM chunks AS c USING pg_temp.kbc_rows AS r
  WHERE c.id = r.id AND c.hash <> r.hash;
INSERT INTO chunks AS c (id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, metadata, text, embedding)
  SELECT id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, metadata, text, embedding
  FROM pg_temp.kbc_rows
  ON CONFLICT (id) DO UPDATE SET
    (part, parts, tokens, meta_hash, metadata, text, embedding) =
    (excluded.part, excluded.parts, excluded.tokens, excluded.meta_hash,
     excluded.metadata, excluded.text, excluded.embedding)
  WHERE (c.part, c.parts, c.tokens, c.meta_hash, c.metadata, c.text, c.embedding)
    IS DISTINCT FROM (excluded.part, excluded.parts, excluded.tokens,
      excluded.meta_hash, excluded.metadata, excluded.text, excluded.embedding);
DELETE FROM chunks AS c WHERE kb = E'it''s \\ a test'
  AND NOT EXISTS (SELECT FROM pg_temp.kbc_rows AS r WHERE r.id = c.id);
COMMIT;
