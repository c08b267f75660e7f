-- Chunks of a part of a knowledge base, for SQLite 3.35 or later with FTS5. Load them with
--   sqlite3 FILE.db < chunks.sqlite.sql
-- A second load changes nothing, and no load takes a row away.
-- A row whose text has changed is a new row: columns that you have added begin empty.
--
-- To search: chunks_fts knows words in small letters, identifiers by their parts, and Korean,
-- Chinese and Japanese by pairs of neighbours. Put each word into quotes, and write such a
-- stretch as its pairs: "결제 제시 시스" "timed" "out" finds 결제시스템.
--   SELECT chunks.id, text FROM chunks_fts JOIN chunks ON n = chunks_fts.rowid
--   WHERE chunks_fts MATCH '"timed" "out"' ORDER BY rank LIMIT 5;

BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS chunks (
  n INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so nothing outlives its row
  id TEXT NOT NULL UNIQUE,
  kb TEXT NOT NULL, -- the name of the schema: several may share the table
  case_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  section TEXT, -- of the unit section alone, as occurrence
  occurrence INTEGER,
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  hash TEXT NOT NULL,
  meta_hash TEXT NOT NULL,
  metadata TEXT NOT NULL, -- a JSON object
  text TEXT NOT NULL,
  search TEXT NOT NULL -- the text as chunks_fts knows it
);
CREATE INDEX IF NOT EXISTS chunks_case_id ON chunks (case_id);
CREATE VIRTUAL TABLE IF NOT EXISTS chunks_fts USING fts5
  (search, content = 'chunks', content_rowid = 'n', tokenize = 'ascii');
CREATE TRIGGER IF NOT EXISTS chunks_fts_insert AFTER INSERT ON chunks BEGIN
  INSERT INTO chunks_fts (rowid, search) VALUES (new.n, new.search);
END;
CREATE TRIGGER IF NOT EXISTS chunks_fts_delete AFTER DELETE ON chunks BEGIN
  INSERT INTO chunks_fts (chunks_fts, rowid, search)
    VALUES ('delete', old.n, old.search);
END;
CREATE TRIGGER IF NOT EXISTS chunks_fts_update AFTER UPDATE OF n, search ON chunks BEGIN
  INSERT INTO chunks_fts (chunks_fts, rowid, search)
    VALUES ('delete', old.n, old.search);
  INSERT INTO chunks_fts (rowid, search) VALUES (new.n, new.search);
END;

DROP VIEW IF EXISTS temp.kbc_apply;
DROP TABLE IF EXISTS temp.kbc_rows;
DROP TABLE IF EXISTS temp.kbc_metadata;
DROP TABLE IF EXISTS temp.kbc_gone;
CREATE TEMP TABLE kbc_rows (
  id TEXT PRIMARY KEY, kb, case_id, unit, section, occurrence, part, parts, tokens, hash,
  meta_hash, metadata, text, search
);
CREATE TEMP TABLE kbc_metadata (id TEXT PRIMARY KEY, meta_hash, metadata);
CREATE TEMP TABLE kbc_gone (id TEXT PRIMARY KEY);

INSERT INTO temp.kbc_rows VALUES ('01f8ed2e-8fa6-5fe9-af4b-3fd93ff57b11', 'it''s \ a test', '6afe3d01-c275-5f46-a004-b88be024bd73', 'record', NULL, NULL, 1, 1, 1, '8b854ade2cd01bdca1aa982f6ecff008', '3011b7fb7b760fb54ad17989d0141ed4', '{"title":"Plain","path":"kb/plain.md"}', 'Plain', 'plain');

CREATE TEMP VIEW kbc_apply AS SELECT 0 AS n;
CREATE TEMP TRIGGER kbc_apply INSTEAD OF INSERT ON kbc_apply BEGIN
  SELECT RAISE(ABORT, 'kbc: a part of the script is missing, nothing was changed')
    WHERE new.n <> (SELECT count(*) FROM kbc_rows) + (SELECT count(*) FROM kbc_metadata)
      + (SELECT count(*) FROM kbc_gone);
  DELETE FROM chunks WHERE EXISTS (
    SELECT 1 FROM kbc_rows WHERE kbc_rows.id = chunks.id AND kbc_rows.hash <> chunks.hash);
  INSERT INTO chunks (id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, metadata, text, search)
    SELECT id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, metadata, text, search
    FROM kbc_rows WHERE true ORDER BY kbc_rows.rowid
    ON CONFLICT (id) DO UPDATE SET part = excluded.part, parts = excluded.parts,
      tokens = excluded.tokens, meta_hash = excluded.meta_hash,
      metadata = excluded.metadata, text = excluded.text, search = excluded.search
    WHERE (part, parts, tokens, meta_hash, metadata, text, search) IS NOT
      (excluded.part, excluded.parts, excluded.tokens, excluded.meta_hash,
       excluded.metadata, excluded.text, excluded.search);
  UPDATE chunks SET (meta_hash, metadata) = (
      SELECT meta_hash, metadata FROM kbc_metadata WHERE kbc_metadata.id = chunks.id)
    WHERE EXISTS (SELECT 1 FROM kbc_metadata
      WHERE kbc_metadata.id = chunks.id AND kbc_metadata.meta_hash <> chunks.meta_hash);
  DELETE FROM chunks WHERE id IN (SELECT id FROM kbc_gone);
END;
INSERT INTO kbc_apply VALUES (1);
DROP VIEW temp.kbc_apply;
DROP TABLE temp.kbc_rows;
DROP TABLE temp.kbc_metadata;
DROP TABLE temp.kbc_gone;
COMMIT;
