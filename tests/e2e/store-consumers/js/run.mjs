// Feeds the builds that are named in a file of jobs to every consumer, and prints a line for each law.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { DuckDb } from "./duckdb.mjs";
import { Embedder } from "./embedding.mjs";
import { FORMS } from "./forms.mjs";
import { Kbc } from "./kbc.mjs";
import { LangChain, LangChainMemory } from "./langchain.mjs";
import { besideIndex } from "./langchain_index.mjs";
import * as laws from "./laws.mjs";
import { LlamaIndex } from "./llamaindex.mjs";
import { Milvus } from "./milvus.mjs";
import { openPostgres, Pglite } from "./pglite.mjs";
import { Sqlite } from "./sqlite.mjs";

const STORES = [Pglite, Sqlite, DuckDb, LangChain, LangChainMemory, LlamaIndex, Milvus, ...FORMS];
const LOADS = [laws.load, laws.secondLoad, laws.reload];
const PLANS = [laws.load, laws.secondLoad, laws.change, laws.deletion, laws.reload, laws.drift];

async function attempt(law, store, states, context) {
  try {
    return await law(store, states, context);
  } catch (error) {
    return [String(error.stack ?? error).split("\n").slice(0, 4).join("\n")];
  }
}

function say(name, wrong) {
  console.log(`${wrong.length > 0 ? "not ok" : "ok"} ${name}`);
  for (const line of wrong) console.log(`  ${line.replaceAll("\n", "\n    ")}`);
}

// What the laws say against a store that is opened for them.
async function obey(Store, list, base, context) {
  const own = { ...context, embedder: new Embedder(), kbc: new Kbc(context.program, base) };
  const store = await Store.open(own);
  const wrong = [];
  for (const law of list) {
    const found = await attempt(law, store, base.states, own);
    wrong.push(...found.slice(0, 8).map((line) => `${law.name}: ${line}`));
    if (found.length > 8) wrong.push(`${law.name}: and ${found.length - 8} more`);
  }
  return [...wrong, ...await attempt(async () => (await store.close(), []), store)];
}

async function tryStore(Store, base, context) {
  const start = Date.now();
  const wrong = await obey(Store, new Store().plan === undefined ? LOADS : PLANS, base, context);
  if (Store.takesVectors) wrong.push(...await obey(Store, [laws.vectors], base, context));
  const name = `store-consumers: ${Store.consumer}, ${base.name}`;
  say(name, wrong);
  console.error(`${name}: ${Date.now() - start} ms`);
}

// One PostgreSQL for all, in this process and behind a socket; nobody waits for it who does not need it.
async function withPostgres(image, work, use) {
  const postgres = await openPostgres(image);
  const server = new PGLiteSocketServer({ db: postgres, path: join(work, ".s.PGSQL.5432") });
  await server.start();
  const pool = new pg.Pool({ host: work, user: "postgres", database: "postgres", max: 1 });
  await use({ postgres, pool });
  await pool.end();
  await server.stop();
  await postgres.close();
}

function isChosen(Store, only) {
  const isForm = Store.consumer.endsWith("-form");
  return !only || only.includes(Store.consumer) || (isForm && only.includes("form"));
}

async function main() {
  const { program, image, work, bases, only } = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const stores = STORES.filter((Store) => isChosen(Store, only));
  const feed = async (given) => {
    for (const base of bases) {
      for (const Store of stores) await tryStore(Store, base, { program, work, ...given });
      if (only) continue;
      const { title, wrong } = await besideIndex(given, base);
      say(title, wrong);
    }
  };
  if (stores.some((Store) => Store === Pglite || Store === LangChain)) await withPostgres(image, work, feed);
  else await feed({});
}

await main();
// PGlite leaves something open.
process.exit(0);
