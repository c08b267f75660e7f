-- Chunks of a knowledge base for SQLite 3.35 or later with FTS5. Load them with
--   sqlite3 FILE.db < chunks.sqlite.sql
-- A second load changes nothing; over an older build, the rows of this knowledge base become
-- those of the new one, whole or not at all.
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

INSERT INTO temp.kbc_rows VALUES ('217d52e1-6a5b-5886-8fd2-fc91962e8c30', 'it''s \ a test', '75bd40f9-99a4-554b-b038-9c2384fa4e8c', 'record', NULL, NULL, 1, 1, 72, '9dd1f4bb23e846ea7f35c1684691fda1', '14064de1d2e9f9d591d4e29775277de9', '{"service":"a''b","note":"CR\r\n, ESC \u001b[31m, RLO \u202e, {1:D}, \\N, tab\t.","title":"Title''s \\ $$ name; DROP","path":"kb/hostile.md"}', replace(replace(replace('Title''s \ $$ name; DROP
service: a''b
note: CR{2:D}
, ESC {2:1B}[31m, RLO {2:202E}, {1:D}, \N, tab	.

```
\.
''); ROLLBACK; CREATE TABLE x (n int); --
\! true
.quit
go
:id :''id'' $1 ?
```', '{2:D}', char(13)), '{2:1B}', char(27)), '{2:202E}', char(8238)), 'title s name drop service a b note cr esc 31m rlo 1 d n tab rollback create table x n int true quit go id id 1');
INSERT INTO temp.kbc_rows VALUES ('57bbd9c3-91e1-575c-b1b5-93c97d332ab6', 'it''s \ a test', '75bd40f9-99a4-554b-b038-9c2384fa4e8c', 'section', 'cause', 1, 1, 1, 72, '9dd1f4bb23e846ea7f35c1684691fda1', '14064de1d2e9f9d591d4e29775277de9', '{"service":"a''b","note":"CR\r\n, ESC \u001b[31m, RLO \u202e, {1:D}, \\N, tab\t.","title":"Title''s \\ $$ name; DROP","path":"kb/hostile.md"}', replace(replace(replace('Title''s \ $$ name; DROP
service: a''b
note: CR{2:D}
, ESC {2:1B}[31m, RLO {2:202E}, {1:D}, \N, tab	.

```
\.
''); ROLLBACK; CREATE TABLE x (n int); --
\! true
.quit
go
:id :''id'' $1 ?
```', '{2:D}', char(13)), '{2:1B}', char(27)), '{2:202E}', char(8238)), 'title s name drop service a b note cr esc 31m rlo 1 d n tab rollback create table x n int true quit go id id 1');
INSERT INTO temp.kbc_rows VALUES ('4eb589c6-9dc9-5cf4-939b-aab98ecbdff4', 'it''s \ a test', 'c39557d4-d61b-522e-8320-5f31033a7284', 'record', NULL, NULL, 1, 2, 79, 'bd37d535573fd23d034067ac8045f291', '878a097f3b9fcece756860b0c7394df8', '{"service":"payment-gateway","limit":1.50,"is_old":false,"title":"결제시스템 응답 없음","path":"kb/korean.md"}', '결제시스템 응답 없음
service: payment-gateway

PG가 ''3000ms'' 안에 응답하지 않았다. 연결은 maxPoolSize에서 막혔다.

1. 서킷 브레이커를 연다. It''s safe. 경로를 예비 PG로 돌리고 가맹점에 알린다. 결제 지연을 안내한다.', '결제시스템 결제 제시 시스 스템 응답 없음 service payment gateway paymentgateway pg 가 3000ms 안에 응답하지 응답 답하 하지 않았다 않았 았다 연결은 연결 결은 max pool size maxpoolsize 에서 막혔다 막혔 혔다 1 서킷 브레이커를 브레 레이 이커 커를 연다 it s safe 경로를 경로 로를 예비 pg 로 돌리고 돌리 리고 가맹점에 가맹 맹점 점에 알린다 알린 린다 결제 지연을 지연 연을 안내한다 안내 내한 한다');
INSERT INTO temp.kbc_rows VALUES ('dd7af94a-5d46-56de-a008-b2b27a5058e5', 'it''s \ a test', 'c39557d4-d61b-522e-8320-5f31033a7284', 'record', NULL, NULL, 2, 2, 82, 'c958e2786053079483d69b88154c2f55', '878a097f3b9fcece756860b0c7394df8', '{"service":"payment-gateway","limit":1.50,"is_old":false,"title":"결제시스템 응답 없음","path":"kb/korean.md"}', '결제시스템 응답 없음
service: payment-gateway

2. 거래를 대사한다. 결과를 알 수 없는 거래는 다시 승인하지 않고 조회로 확정한다. 망취소는 그 다음이다.
3. 실패율이 내려가는지 10분 동안 본다. 내려가지 않으면 당직에게 넘기고 회선의 경로를 바꾼다.', '결제시스템 결제 제시 시스 스템 응답 없음 service payment gateway paymentgateway 2 거래를 거래 래를 대사한다 대사 사한 한다 결과를 결과 과를 알 수 없는 거래는 거래 래는 다시 승인하지 승인 인하 하지 않고 조회로 조회 회로 확정한다 확정 정한 한다 망취소는 망취 취소 소는 그 다음이다 다음 음이 이다 3 실패율이 실패 패율 율이 내려가는지 내려 려가 가는 는지 10 분 동안 본다 내려가지 내려 려가 가지 않으면 않으 으면 당직에게 당직 직에 에게 넘기고 넘기 기고 회선의 회선 선의 경로를 경로 로를 바꾼다 바꾼 꾼다');
INSERT INTO temp.kbc_rows VALUES ('2c090d06-b3a5-529a-97a8-59beab6a8ea1', 'it''s \ a test', 'c39557d4-d61b-522e-8320-5f31033a7284', 'section', 'cause', 1, 1, 1, 38, '344397093374127632a22867b4056ec6', '878a097f3b9fcece756860b0c7394df8', '{"service":"payment-gateway","limit":1.50,"is_old":false,"title":"결제시스템 응답 없음","path":"kb/korean.md"}', '결제시스템 응답 없음
service: payment-gateway

PG가 ''3000ms'' 안에 응답하지 않았다. 연결은 maxPoolSize에서 막혔다.', '결제시스템 결제 제시 시스 스템 응답 없음 service payment gateway paymentgateway pg 가 3000ms 안에 응답하지 응답 답하 하지 않았다 않았 았다 연결은 연결 결은 max pool size maxpoolsize 에서 막혔다 막혔 혔다');
INSERT INTO temp.kbc_rows VALUES ('cb829ed8-2336-5940-8fba-633a5227d70c', 'it''s \ a test', 'c39557d4-d61b-522e-8320-5f31033a7284', 'section', 'steps', 1, 1, 2, 87, 'd9f9c9ed02e370ed00348a22771fd16b', '878a097f3b9fcece756860b0c7394df8', '{"service":"payment-gateway","limit":1.50,"is_old":false,"title":"결제시스템 응답 없음","path":"kb/korean.md"}', '결제시스템 응답 없음
service: payment-gateway

1. 서킷 브레이커를 연다. It''s safe. 경로를 예비 PG로 돌리고 가맹점에 알린다. 결제 지연을 안내한다.
2. 거래를 대사한다. 결과를 알 수 없는 거래는 다시 승인하지 않고 조회로 확정한다. 망취소는 그 다음이다.', '결제시스템 결제 제시 시스 스템 응답 없음 service payment gateway paymentgateway 1 서킷 브레이커를 브레 레이 이커 커를 연다 it s safe 경로를 경로 로를 예비 pg 로 돌리고 돌리 리고 가맹점에 가맹 맹점 점에 알린다 알린 린다 결제 지연을 지연 연을 안내한다 안내 내한 한다 2 거래를 거래 래를 대사한다 대사 사한 한다 결과를 결과 과를 알 수 없는 거래는 거래 래는 다시 승인하지 승인 인하 하지 않고 조회로 조회 회로 확정한다 확정 정한 한다 망취소는 망취 취소 소는 그 다음이다 다음 음이 이다');
INSERT INTO temp.kbc_rows VALUES ('9655c0b4-61fa-53f4-8a02-4772c0cb828e', 'it''s \ a test', 'c39557d4-d61b-522e-8320-5f31033a7284', 'section', 'steps', 1, 2, 2, 50, '515564766f56dd523ec187bd762c79d2', '878a097f3b9fcece756860b0c7394df8', '{"service":"payment-gateway","limit":1.50,"is_old":false,"title":"결제시스템 응답 없음","path":"kb/korean.md"}', '결제시스템 응답 없음
service: payment-gateway

3. 실패율이 내려가는지 10분 동안 본다. 내려가지 않으면 당직에게 넘기고 회선의 경로를 바꾼다.', '결제시스템 결제 제시 시스 스템 응답 없음 service payment gateway paymentgateway 3 실패율이 실패 패율 율이 내려가는지 내려 려가 가는 는지 10 분 동안 본다 내려가지 내려 려가 가지 않으면 않으 으면 당직에게 당직 직에 에게 넘기고 넘기 기고 회선의 회선 선의 경로를 경로 로를 바꾼다 바꾼 꾼다');
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
  DELETE FROM chunks WHERE kb = 'it''s \ a test' AND id NOT IN (SELECT id FROM kbc_rows);
END;
INSERT INTO kbc_apply VALUES (8);
DROP VIEW temp.kbc_apply;
DROP TABLE temp.kbc_rows;
DROP TABLE temp.kbc_metadata;
DROP TABLE temp.kbc_gone;
COMMIT;
