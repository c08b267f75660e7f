// Asks kbc for plans, in JSON or in the words of a store; each is asked for once.
import { spawnSync } from "node:child_process";

export class Kbc {
  constructor(program, base) {
    Object.assign(this, { program, base });
  }

  run(...words) {
    const done = spawnSync(this.program, words, { cwd: this.base.folder, maxBuffer: 1 << 30 });
    if (done.status !== 0) throw new Error(`kbc ${words.join(" ")}: ${done.status}\n${done.stderr}`);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(done.stdout);
  }

  plan(store, since, to) {
    const words = store === null ? [] : ["--emit", store];
    return this.run("plan", "--quiet", "--since", since, "--to", to, ...words, ...this.base.words);
  }
}
