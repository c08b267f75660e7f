// LangChain's own way to keep a store up to date, index() with a record manager, beside a plan: what it embeds
// anew and what it leaves behind. Cleaned in full it must end with the very documents of the build.
import { PostgresRecordManager } from "@langchain/community/indexes/postgres";
import { PGVectorStore } from "@langchain/community/vectorstores/pgvector";
import { index } from "@langchain/core/indexing";
import { newTexts, readChunks } from "./chunks.mjs";
import { DIMENSIONS, Embedder } from "./embedding.mjs";
import { CountedEmbeddings, readDocuments } from "./langchain.mjs";

const TABLES = "langchain, upsertion_records";

function key({ pageContent, text, metadata }) {
  return JSON.stringify([metadata.path, metadata.kbc_unit, metadata.kbc_section, metadata.kbc_part, text ?? pageContent]);
}

// How many texts are embedded from one build to the next, and what of the store is of no document then.
async function update(pool, [first, second], cleanup) {
  await pool.query(`DROP TABLE IF EXISTS ${TABLES}`);
  const embedder = new Embedder();
  const vectorStore = new PGVectorStore(new CountedEmbeddings(embedder), { tableName: "langchain", pool });
  await vectorStore.ensureTableInDatabase(DIMENSIONS);
  const recordManager = new PostgresRecordManager("kbc", { pool });
  await recordManager.createSchema();
  const options = { cleanup, sourceIdKey: "path" };
  await index({ docsSource: readDocuments(first), recordManager, vectorStore, options });
  const before = embedder.count;
  await index({ docsSource: readDocuments(second), recordManager, vectorStore, options });
  const { rows } = await pool.query("SELECT text, metadata FROM langchain");
  const wanted = new Set(readDocuments(second).map(key));
  const stale = rows.filter((row) => !wanted.has(key(row))).length;
  await pool.query(`DROP TABLE ${TABLES}`);
  return { embedded: embedder.count - before, stale, missing: wanted.size - (rows.length - stale) };
}

export async function besideIndex({ pool }, { name, states }) {
  const planned = newTexts(...states.slice(0, 2).map(readChunks));
  const full = await update(pool, states, "full");
  const incremental = await update(pool, states, "incremental");
  const wrong = [];
  if (full.stale !== 0 || full.missing !== 0) wrong.push(`full: ${full.stale} stale, ${full.missing} missing`);
  if (incremental.missing !== 0) wrong.push(`incremental: ${incremental.missing} missing`);
  if (planned > incremental.embedded) wrong.push(`a plan embeds ${planned}, index() ${incremental.embedded}`);
  const title = `store-consumers: langchain's index(), ${name}: ${incremental.embedded} embedded and ` +
    `${incremental.stale} left stale where a plan embeds ${planned} and leaves none`;
  return { title, wrong };
}
