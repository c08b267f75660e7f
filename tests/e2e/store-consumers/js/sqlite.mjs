// SQLite with FTS5, as WebAssembly: takes the SQL of kbc as it is.
import { join } from "node:path";
import sqlite from "node-sqlite3-wasm";
import { withoutNull, readText } from "./chunks.mjs";

export class Sqlite {
  static consumer = "sqlite";
  plan = "sqlite";
  embeds = false;

  static async open() {
    const store = new Sqlite();
    store.db = new sqlite.Database(":memory:");
    return store;
  }

  async load(build) {
    this.db.exec(readText(join(build, "chunks.sqlite.sql")));
  }

  async apply(plan) {
    this.db.exec(plan);
  }

  async rows() {
    const rows = this.db.all(`SELECT id, case_id AS "case", unit, section, occurrence, part, parts, text, hash,
      meta_hash, tokens, metadata FROM chunks`);
    return rows.map((row) => withoutNull({ ...row, metadata: JSON.parse(row.metadata) }));
  }

  // The words by which the index knows the text must find it first; the search of people's words has a
  // test of its own beside the sqlite3 command.
  async nearest(text) {
    const known = this.db.get("SELECT search FROM chunks WHERE text = ? ORDER BY id LIMIT 1", [text]);
    if (!known) return undefined;
    const words = [...new Set(known.search.split(" ").filter((word) => word !== ""))].slice(0, 400);
    if (words.length === 0) return text;
    const rows = this.db.all(`SELECT text FROM chunks_fts JOIN chunks ON n = chunks_fts.rowid
      WHERE chunks_fts MATCH ?`, [words.map((word) => `"${word.replaceAll('"', '""')}"`).join(" ")]);
    return rows.find((row) => row.text === text)?.text;
  }

  async withValue(key, value) {
    const rows = this.db.all("SELECT id FROM chunks WHERE metadata ->> ? = ?",
      [key, typeof value === "boolean" ? Number(value) : value]);
    return rows.map((row) => row.id);
  }

  async lose(id) {
    this.db.run("DELETE FROM chunks WHERE id = ?", [id]);
  }

  async close() {
    this.db.exec("INSERT INTO chunks_fts (chunks_fts) VALUES ('integrity-check')");
    this.db.close();
  }
}
