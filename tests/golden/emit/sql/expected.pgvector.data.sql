-- Chunks of a knowledge base: psql -f pgvector.data.sql, behind pgvector.schema.sql. A
-- second load changes nothing; over an older build, the rows of this knowledge base become
-- those of the new one, whole or not at all.
-- A row whose text has changed is a new row: columns that you have added begin empty.

\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
BEGIN;
LOCK TABLE chunks IN SHARE ROW EXCLUSIVE MODE;
CREATE TEMP TABLE kbc_rows ON COMMIT DROP AS
  SELECT id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, metadata, text
  FROM chunks WITH NO DATA;
COPY pg_temp.kbc_rows (id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, metadata, text) FROM stdin;
217d52e1-6a5b-5886-8fd2-fc91962e8c30	it's \\ a test	75bd40f9-99a4-554b-b038-9c2384fa4e8c	record	\N	\N	1	1	72	9dd1f4bb23e846ea7f35c1684691fda1	14064de1d2e9f9d591d4e29775277de9	{"service":"a'b","note":"CR\\r\\n, ESC \\u001b[31m, RLO \\u202e, {1:D}, \\\\N, tab\\t.","title":"Title's \\\\ $$ name; DROP","path":"kb/hostile.md"}	Title's \\ $$ name; DROP\nservice: a'b\nnote: CR\x0D\n, ESC \x1B[31m, RLO \xE2\x80\xAE, {1:D}, \\N, tab\t.\n\n```\n\\.\n'); ROLLBACK; CREATE TABLE x (n int); --\n\\! true\n.quit\ngo\n:id :'id' $1 ?\n```
57bbd9c3-91e1-575c-b1b5-93c97d332ab6	it's \\ a test	75bd40f9-99a4-554b-b038-9c2384fa4e8c	section	cause	1	1	1	72	9dd1f4bb23e846ea7f35c1684691fda1	14064de1d2e9f9d591d4e29775277de9	{"service":"a'b","note":"CR\\r\\n, ESC \\u001b[31m, RLO \\u202e, {1:D}, \\\\N, tab\\t.","title":"Title's \\\\ $$ name; DROP","path":"kb/hostile.md"}	Title's \\ $$ name; DROP\nservice: a'b\nnote: CR\x0D\n, ESC \x1B[31m, RLO \xE2\x80\xAE, {1:D}, \\N, tab\t.\n\n```\n\\.\n'); ROLLBACK; CREATE TABLE x (n int); --\n\\! true\n.quit\ngo\n:id :'id' $1 ?\n```
4eb589c6-9dc9-5cf4-939b-aab98ecbdff4	it's \\ a test	c39557d4-d61b-522e-8320-5f31033a7284	record	\N	\N	1	2	79	bd37d535573fd23d034067ac8045f291	878a097f3b9fcece756860b0c7394df8	{"service":"payment-gateway","limit":1.50,"is_old":false,"title":"결제시스템 응답 없음","path":"kb/korean.md"}	결제시스템 응답 없음\nservice: payment-gateway\n\nPG가 '3000ms' 안에 응답하지 않았다. 연결은 maxPoolSize에서 막혔다.\n\n1. 서킷 브레이커를 연다. It's safe. 경로를 예비 PG로 돌리고 가맹점에 알린다. 결제 지연을 안내한다.
dd7af94a-5d46-56de-a008-b2b27a5058e5	it's \\ a test	c39557d4-d61b-522e-8320-5f31033a7284	record	\N	\N	2	2	82	c958e2786053079483d69b88154c2f55	878a097f3b9fcece756860b0c7394df8	{"service":"payment-gateway","limit":1.50,"is_old":false,"title":"결제시스템 응답 없음","path":"kb/korean.md"}	결제시스템 응답 없음\nservice: payment-gateway\n\n2. 거래를 대사한다. 결과를 알 수 없는 거래는 다시 승인하지 않고 조회로 확정한다. 망취소는 그 다음이다.\n3. 실패율이 내려가는지 10분 동안 본다. 내려가지 않으면 당직에게 넘기고 회선의 경로를 바꾼다.
2c090d06-b3a5-529a-97a8-59beab6a8ea1	it's \\ a test	c39557d4-d61b-522e-8320-5f31033a7284	section	cause	1	1	1	38	344397093374127632a22867b4056ec6	878a097f3b9fcece756860b0c7394df8	{"service":"payment-gateway","limit":1.50,"is_old":false,"title":"결제시스템 응답 없음","path":"kb/korean.md"}	결제시스템 응답 없음\nservice: payment-gateway\n\nPG가 '3000ms' 안에 응답하지 않았다. 연결은 maxPoolSize에서 막혔다.
cb829ed8-2336-5940-8fba-633a5227d70c	it's \\ a test	c39557d4-d61b-522e-8320-5f31033a7284	section	steps	1	1	2	87	d9f9c9ed02e370ed00348a22771fd16b	878a097f3b9fcece756860b0c7394df8	{"service":"payment-gateway","limit":1.50,"is_old":false,"title":"결제시스템 응답 없음","path":"kb/korean.md"}	결제시스템 응답 없음\nservice: payment-gateway\n\n1. 서킷 브레이커를 연다. It's safe. 경로를 예비 PG로 돌리고 가맹점에 알린다. 결제 지연을 안내한다.\n2. 거래를 대사한다. 결과를 알 수 없는 거래는 다시 승인하지 않고 조회로 확정한다. 망취소는 그 다음이다.
9655c0b4-61fa-53f4-8a02-4772c0cb828e	it's \\ a test	c39557d4-d61b-522e-8320-5f31033a7284	section	steps	1	2	2	50	515564766f56dd523ec187bd762c79d2	878a097f3b9fcece756860b0c7394df8	{"service":"payment-gateway","limit":1.50,"is_old":false,"title":"결제시스템 응답 없음","path":"kb/korean.md"}	결제시스템 응답 없음\nservice: payment-gateway\n\n3. 실패율이 내려가는지 10분 동안 본다. 내려가지 않으면 당직에게 넘기고 회선의 경로를 바꾼다.
01f8ed2e-8fa6-5fe9-af4b-3fd93ff57b11	it's \\ a test	6afe3d01-c275-5f46-a004-b88be024bd73	record	\N	\N	1	1	1	8b854ade2cd01bdca1aa982f6ecff008	3011b7fb7b760fb54ad17989d0141ed4	{"title":"Plain","path":"kb/plain.md"}	Plain
\.
DELETE FROM chunks AS c USING pg_temp.kbc_rows AS r
  WHERE c.id = r.id AND c.hash <> r.hash;
INSERT INTO chunks AS c (id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, metadata, text)
  SELECT id, kb, case_id, unit, section, occurrence, part, parts, tokens, hash, meta_hash, metadata, text
  FROM pg_temp.kbc_rows
  ON CONFLICT (id) DO UPDATE SET
    (part, parts, tokens, meta_hash, metadata, text) =
    (excluded.part, excluded.parts, excluded.tokens, excluded.meta_hash,
     excluded.metadata, excluded.text)
  WHERE (c.part, c.parts, c.tokens, c.meta_hash, c.metadata, c.text)
    IS DISTINCT FROM (excluded.part, excluded.parts, excluded.tokens,
      excluded.meta_hash, excluded.metadata, excluded.text);
DELETE FROM chunks AS c WHERE kb = E'it''s \\ a test'
  AND NOT EXISTS (SELECT FROM pg_temp.kbc_rows AS r WHERE r.id = c.id);
COMMIT;
