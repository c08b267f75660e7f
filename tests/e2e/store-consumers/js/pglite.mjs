// PostgreSQL with pgvector, in this process: takes the SQL of kbc, embeds what that leaves without a vector.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { withoutNull, readText } from "./chunks.mjs";
import { DIMENSIONS } from "./embedding.mjs";

export async function openPostgres(image) {
  return PGlite.create({ extensions: { vector }, loadDataDir: new Blob([readFileSync(image)]) });
}

// The script in pieces: SQL, or the rows of a COPY. What psql alone knows stands above the transaction.
function* pieces(script) {
  const begin = script.indexOf("\nBEGIN;\n");
  const head = begin < 0 ? script : script.slice(0, begin + 1);
  yield { sql: head.replace(/^\\set .*$/gm, "") };
  if (begin < 0) return;
  const rest = script.slice(begin + 1);
  const copy = /^(COPY [^;]*) FROM stdin;\n/m.exec(rest);
  if (!copy) {
    yield { sql: rest };
    return;
  }
  const start = copy.index + copy[0].length;
  const end = rest.startsWith("\\.\n", start) ? start : rest.indexOf("\n\\.\n", start) + 1;
  yield { sql: rest.slice(0, copy.index) };
  yield { sql: `${copy[1]} FROM '/dev/blob'`, rows: rest.slice(start, end) };
  yield { sql: rest.slice(end + "\\.\n".length) };
}

export class Pglite {
  static consumer = "pglite";
  static takesVectors = true;
  plan = "pgvector";
  embeds = true;

  static async open({ postgres, embedder }) {
    const store = new Pglite();
    Object.assign(store, { db: postgres, embedder });
    await store.db.exec("DROP TABLE IF EXISTS chunks");
    return store;
  }

  async run(script) {
    for (const { sql, rows } of pieces(script)) {
      if (rows === undefined) await this.db.exec(sql);
      else if (rows !== "") await this.db.query(sql, [], { blob: new Blob([rows]) });
    }
  }

  async load(build) {
    await this.run(readText(join(build, "pgvector.schema.sql")));
    await this.run(readText(join(build, "pgvector.data.sql")));
    await this.fill();
  }

  async apply(plan) {
    await this.run(plan);
    await this.fill();
  }

  // The column is ours: a row that kbc's SQL makes or changes has none of it.
  async fill() {
    await this.db.exec(`ALTER TABLE chunks ADD COLUMN IF NOT EXISTS embedding vector(${DIMENSIONS})`);
    const { rows } = await this.db.query("SELECT id, text FROM chunks WHERE embedding IS NULL");
    for (const { id, text } of rows) {
      const numbers = JSON.stringify(this.embedder.embed(text));
      await this.db.query("UPDATE chunks SET embedding = $1 WHERE id = $2", [numbers, id]);
    }
  }

  async rows() {
    const { rows } = await this.db.query(`SELECT id::text, case_id::text AS case, unit, section, occurrence,
      part, parts, text, hash, meta_hash, tokens, metadata FROM chunks`);
    return rows.map(withoutNull);
  }

  async vectors() {
    const { rows } = await this.db.query("SELECT id::text, embedding::text FROM chunks");
    return new Map(rows.map(({ id, embedding }) => [id, JSON.parse(embedding)]));
  }

  async nearest(text) {
    const { rows } = await this.db.query("SELECT text FROM chunks ORDER BY embedding <=> $1, id LIMIT 1",
      [JSON.stringify(this.embedder.embed(text))]);
    return rows[0]?.text;
  }

  async withValue(key, value) {
    const { rows } = await this.db.query("SELECT id::text FROM chunks WHERE metadata @> $1",
      [JSON.stringify({ [key]: value })]);
    return rows.map((row) => row.id);
  }

  async lose(id) {
    await this.db.query("DELETE FROM chunks WHERE id = $1", [id]);
  }

  async close() {
    await this.db.exec("DROP TABLE chunks");
  }
}
