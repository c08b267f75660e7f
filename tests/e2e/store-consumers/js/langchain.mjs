// LangChain.js: its Documents in its PGVectorStore, which speaks with PostgreSQL over a socket, and in memory.
import { join } from "node:path";
import { PGVectorStore } from "@langchain/community/vectorstores/pgvector";
import { MemoryVectorStore } from "@langchain/classic/vectorstores/memory";
import { Document } from "@langchain/core/documents";
import { Embeddings } from "@langchain/core/embeddings";
import { readLines } from "./chunks.mjs";
import { chunkOf, operations } from "./documents.mjs";
import { DIMENSIONS } from "./embedding.mjs";

export class CountedEmbeddings extends Embeddings {
  constructor(embedder) {
    super({});
    this.embedder = embedder;
  }

  async embedDocuments(texts) {
    return texts.map((text) => this.embedder.embed(text));
  }

  async embedQuery(text) {
    return this.embedder.embed(text);
  }
}

export function readDocuments(build) {
  return readLines(join(build, "langchain.js.jsonl")).map((fields) => new Document(fields));
}

export class LangChain {
  static consumer = "langchain";
  plan = "langchain";
  embeds = true;

  static async open({ pool, embedder }) {
    const store = new LangChain();
    await pool.query("DROP TABLE IF EXISTS langchain");
    store.pool = pool;
    store.vectors = new PGVectorStore(new CountedEmbeddings(embedder), { tableName: "langchain", pool });
    await store.vectors.ensureTableInDatabase(DIMENSIONS);
    return store;
  }

  async load(build) {
    await this.put(readDocuments(build));
    // A build is all there is: what the store has beyond it is of an older one.
    const here = new Set(readDocuments(build).map(({ id }) => id));
    await this.drop((await this.rows()).map(({ id }) => id).filter((id) => !here.has(id)));
  }

  async apply(plan) {
    const all = operations(plan);
    const there = all.filter(({ op }) => op !== "delete").map(({ document }) => document);
    await this.put(there.map(({ page_content: pageContent, ...rest }) => new Document({ pageContent, ...rest })));
    await this.drop(all.filter(({ op }) => op === "delete").map(({ id }) => id));
  }

  // LangChain's store inserts only; a document whose text is the same takes its vector along.
  async put(documents) {
    const ids = documents.map(({ id }) => id);
    const { rows } = await this.pool.query(
      "SELECT id, metadata ->> 'kbc_hash' AS hash, embedding FROM langchain WHERE id = ANY($1::uuid[])", [ids]);
    const held = new Map(rows.map((row) => [row.id, row]));
    const isKept = ({ id, metadata }) => held.get(id)?.hash === metadata.kbc_hash;
    await this.drop(ids.filter((id) => held.has(id)));
    const kept = documents.filter(isKept);
    await this.vectors.addVectors(kept.map(({ id }) => JSON.parse(held.get(id).embedding)), kept,
      { ids: kept.map(({ id }) => id) });
    const fresh = documents.filter((document) => !isKept(document));
    await this.vectors.addDocuments(fresh, { ids: fresh.map(({ id }) => id) });
  }

  async drop(ids) {
    if (ids.length > 0) await this.vectors.delete({ ids });
  }

  async rows() {
    const { rows } = await this.pool.query("SELECT id, text, metadata FROM langchain");
    return rows.map(({ id, text, metadata }) => chunkOf(id, text, metadata));
  }

  async nearest(text) {
    const found = await this.vectors.similaritySearch(text, 1);
    return found[0]?.pageContent;
  }

  async withValue(key, value) {
    const found = await this.vectors.similaritySearch("x", 1000000, { [key]: value });
    return found.map(({ id }) => id);
  }

  async lose(id) {
    await this.vectors.delete({ ids: [id] });
  }

  async close() {
    await this.pool.query("DROP TABLE langchain");
  }
}

// Has no way to delete: it is filled anew by each build.
export class LangChainMemory {
  static consumer = "langchain-memory";
  embeds = false;

  static async open({ embedder }) {
    const store = new LangChainMemory();
    store.embeddings = new CountedEmbeddings(embedder);
    return store;
  }

  async load(build) {
    this.vectors = await MemoryVectorStore.fromDocuments(readDocuments(build), this.embeddings);
  }

  async rows() {
    return this.vectors.memoryVectors.map(({ id, content, metadata }) => chunkOf(id, content, metadata));
  }

  async nearest(text) {
    return (await this.vectors.similaritySearch(text, 1))[0]?.pageContent;
  }

  async withValue(key, value) {
    const found = await this.vectors.similaritySearch("x", 1000000, ({ metadata }) => metadata[key] === value);
    return found.map(({ id }) => id);
  }

  async close() {
    this.vectors = undefined;
  }
}
