// DuckDB reads chunks.jsonl and the lines of a plan by itself: no format of its own is needed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { withoutNull } from "./chunks.mjs";
import { DIMENSIONS } from "./embedding.mjs";

const KINDS = {
  id: "VARCHAR", case: "VARCHAR", unit: "VARCHAR", section: "VARCHAR", occurrence: "INTEGER", part: "INTEGER",
  parts: "INTEGER", text: "VARCHAR", hash: "VARCHAR", meta_hash: "VARCHAR", tokens: "INTEGER", metadata: "JSON",
};
const NAMES = Object.keys(KINDS).map((name) => `"${name}"`);
const STRUCT = `STRUCT(${Object.entries(KINDS).map(([name, kind]) => `"${name}" ${kind}`).join(", ")})`;
const FORM = "format = 'newline_delimited', maximum_object_size = 100000000";

function columns(kinds) {
  return `{${Object.entries(kinds).map(([name, kind]) => `"${name}": '${kind}'`).join(", ")}}`;
}

const UPSERT = `INSERT INTO chunks (${NAMES.join(", ")}) SELECT ${NAMES.join(", ")} FROM `;
const CONFLICT = `ON CONFLICT (id) DO UPDATE SET
  ${NAMES.slice(1).map((name) => `${name} = excluded.${name}`).join(", ")}`;

export class DuckDb {
  static consumer = "duckdb";
  plan = null;
  embeds = true;

  static async open({ work, embedder }) {
    const store = new DuckDb();
    store.instance = await DuckDBInstance.create(":memory:");
    store.db = await store.instance.connect();
    Object.assign(store, { file: join(work, "duckdb.plan.jsonl"), embedder });
    await store.db.run(`CREATE TABLE chunks (${NAMES.map((name, i) => `${name} ${Object.values(KINDS)[i]}`)},
      embedding FLOAT[${DIMENSIONS}], PRIMARY KEY (id))`);
    return store;
  }

  async load(build) {
    await this.db.run(`CREATE OR REPLACE TEMP TABLE given AS SELECT * FROM read_json($1, ${FORM},
      columns = ${columns(KINDS)})`, [join(build, "chunks.jsonl")]);
    await this.put();
    // A build is all there is: what the table has beyond it is of an older one.
    await this.db.run("DELETE FROM chunks WHERE id NOT IN (SELECT id FROM given)");
    await this.fill();
  }

  // A text that has changed loses its vector, and no other does.
  async put() {
    await this.db.run(`UPDATE chunks SET embedding = NULL FROM given
      WHERE given.id = chunks.id AND given.hash <> chunks.hash`);
    await this.db.run(`${UPSERT} given ${CONFLICT}`);
  }

  async apply(plan) {
    writeFileSync(this.file, plan);
    await this.db.run(`CREATE OR REPLACE TEMP TABLE ops AS SELECT * FROM read_json($1, ${FORM}, columns = ${columns(
      { op: "VARCHAR", id: "VARCHAR", meta_hash: "VARCHAR", metadata: "JSON", chunk: STRUCT })})`, [this.file]);
    await this.db.run(`CREATE OR REPLACE TEMP TABLE given AS
      SELECT unnest(chunk) FROM ops WHERE op = 'upsert'`);
    await this.put();
    await this.db.run(`UPDATE chunks SET meta_hash = ops.meta_hash, metadata = ops.metadata FROM ops
      WHERE ops.op = 'update' AND ops.id = chunks.id`);
    await this.db.run("DELETE FROM chunks WHERE id IN (SELECT id FROM ops WHERE op = 'delete')");
    await this.fill();
  }

  async all(sql, values) {
    return (await this.db.runAndReadAll(sql, values)).getRowObjectsJS();
  }

  async fill() {
    for (const { id, text } of await this.all("SELECT id, text FROM chunks WHERE embedding IS NULL")) {
      await this.db.run(`UPDATE chunks SET embedding = $1::JSON::FLOAT[${DIMENSIONS}] WHERE id = $2`,
        [JSON.stringify(this.embedder.embed(text)), id]);
    }
  }

  async rows() {
    return (await this.all(`SELECT ${NAMES} FROM chunks`))
      .map((row) => withoutNull({ ...row, metadata: JSON.parse(row.metadata) }));
  }

  async nearest(text) {
    const rows = await this.all(`SELECT text FROM chunks ORDER BY
      array_cosine_distance(embedding, $1::JSON::FLOAT[${DIMENSIONS}]), id LIMIT 1`,
      [JSON.stringify(this.embedder.embed(text))]);
    return rows[0]?.text;
  }

  async withValue(key, value) {
    const rows = await this.all("SELECT id FROM chunks WHERE json_extract_string(metadata, $1) = $2",
      [`$."${key}"`, typeof value === "string" ? value : JSON.stringify(value)]);
    return rows.map((row) => row.id);
  }

  async lose(id) {
    await this.db.run("DELETE FROM chunks WHERE id = $1", [id]);
  }

  async close() {
    this.db.closeSync();
    this.instance.closeSync();
  }
}
