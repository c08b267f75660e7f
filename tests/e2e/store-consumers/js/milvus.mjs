// Milvus: the offline BulkWriter of its SDK checks each row against a schema and writes the files that a
// server imports. It holds nothing, so there is a build to load, and no plan. What it wrote as JSON is read
// back as JSON, what it wrote as Parquet by DuckDB.
import { mkdtempSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { BulkWriter } from "@zilliz/milvus2-sdk-node";
import { DuckDBInstance } from "@duckdb/node-api";
import { readText } from "./chunks.mjs";
import { DIMENSIONS } from "./embedding.mjs";

// A VARCHAR is as long as a server allows; the writer counts UTF-16, a server bytes.
const LONGEST = 65535;

function field(name, kind, more) {
  return { name, data_type: kind, ...more };
}

const SCHEMA = {
  fields: [
    field("id", "VarChar", { max_length: 36, is_primary_key: true }),
    field("text", "VarChar", { max_length: LONGEST }),
    ...["case", "unit", "section", "hash", "meta_hash"].map((name) => field(name, "VarChar", { max_length: 512 })),
    ...["occurrence", "part", "parts", "tokens"].map((name) => field(name, "Int64")),
    field("metadata", "JSON"),
    field("vector", "FloatVector", { dim: DIMENSIONS }),
  ],
};
const NAMES = SCHEMA.fields.map(({ name }) => name);

// The whole numbers of the file of rows have their quotes back, so that no precision is lost in comparing.
function chunkOf({ vector, section, occurrence, ...row }) {
  if (vector.length !== DIMENSIONS) throw new Error(`${row.id} has ${vector.length} dimensions`);
  const place = section === "" ? {} : { section, occurrence: Number(occurrence) };
  return { ...row, ...place, part: Number(row.part), parts: Number(row.parts), tokens: Number(row.tokens) };
}

export class Milvus {
  static consumer = "milvus";
  static takesVectors = true;
  embeds = false;

  static async open({ work, embedder }) {
    const store = new Milvus();
    Object.assign(store, { work, embedder });
    return store;
  }

  async load(build) {
    const names = readdirSync(build).filter((name) => /^milvus\.\d+\.json$/.test(name)).sort();
    const rows = names.flatMap((name) => JSON.parse(readText(join(build, name))).rows);
    for (const row of rows) {
      const stray = Object.keys(row).filter((name) => !NAMES.includes(name));
      if (stray.length > 0) throw new Error(`${row.id}: no field has the name ${stray}`);
      for (const { name, max_length: most } of SCHEMA.fields) {
        if (most && Buffer.byteLength(row[name]) > most) throw new Error(`${row.id}: ${name} has more than ${most} bytes`);
      }
      row.vector ??= this.embedder.embed(row.text);
    }
    this.json = await this.write("json", rows);
    this.parquet = await this.write("parquet", rows);
  }

  async write(format, rows) {
    const writer = new BulkWriter({ schema: SCHEMA, format, localPath: mkdtempSync(join(this.work, `${format}-`)),
      chunkSize: 100000 });
    for (const row of rows) await writer.append(row);
    const files = (await writer.close()).flat();
    if (writer.totalRowCount !== rows.length) throw new Error(`${writer.totalRowCount} rows of ${rows.length}`);
    return files;
  }

  written() {
    return this.json.flatMap((file) => JSON.parse(readText(file)).rows);
  }

  async vectors() {
    return new Map(this.written().map(({ id, vector }) => [id, vector]));
  }

  async rows() {
    const rows = this.written().map(chunkOf);
    const texts = new Map(rows.map(({ id, text }) => [id, text]));
    const instance = await DuckDBInstance.create(":memory:");
    const db = await instance.connect();
    let count = 0;
    for (const file of this.parquet) {
      const read = await db.runAndReadAll("SELECT id, text FROM read_parquet($1)", [file]);
      for (const { id, text } of read.getRowObjectsJS()) {
        if (texts.get(id) !== text) throw new Error(`${id}: another text in Parquet`);
        count += 1;
      }
    }
    db.closeSync();
    instance.closeSync();
    if (count !== rows.length) throw new Error(`${rows.length} rows as JSON, ${count} as Parquet`);
    return rows;
  }

  async close() {
    this.json = this.parquet = undefined;
  }
}
