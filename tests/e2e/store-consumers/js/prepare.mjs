// Makes an empty PostgreSQL with pgvector, packed, in the file that is named.
import { writeFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";

const db = await PGlite.create({ extensions: { vector } });
await db.exec("CREATE EXTENSION vector");
const packed = await db.dumpDataDir("gzip");
writeFileSync(process.argv[2], Buffer.from(await packed.arrayBuffer()));
await db.close();
