-- The table of chunks for PostgreSQL 12 or later: psql -f pgvector.schema.sql, then
-- psql -f pgvector.data.sql. What is there already stays as it is.

\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
DO $$ BEGIN
  IF current_setting('server_encoding') <> 'UTF8' THEN
    RAISE EXCEPTION 'the database must have the encoding UTF8';
  END IF;
END $$;
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE IF NOT EXISTS chunks (
  id uuid PRIMARY KEY,
  kb text NOT NULL, -- the name of the schema: several may share the table
  case_id uuid NOT NULL,
  unit text NOT NULL,
  section text, -- of the unit section alone, as occurrence
  occurrence integer,
  part integer NOT NULL,
  parts integer NOT NULL,
  tokens integer NOT NULL,
  hash text NOT NULL,
  meta_hash text NOT NULL,
  metadata jsonb NOT NULL,
  text text NOT NULL
);
CREATE INDEX IF NOT EXISTS chunks_case_id ON chunks (case_id);
CREATE INDEX IF NOT EXISTS chunks_metadata ON chunks USING gin (metadata jsonb_path_ops);
ALTER TABLE chunks ADD COLUMN IF NOT EXISTS embedding vector(3);
CREATE INDEX IF NOT EXISTS chunks_embedding ON chunks
  USING hnsw (embedding vector_cosine_ops);
