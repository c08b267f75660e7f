"""Whatever is edited, the old store with the plan applied is what a fresh load would be.

KBC_PLAN_SEED chooses the first knowledge base, KBC_PLAN_ROUNDS how many there are of them."""
import json
import os
import random
import subprocess

from corpus import Corpus

KBC, WORK = os.environ["KBC"], os.environ["WORK"]
SEED = int(os.environ.get("KBC_PLAN_SEED", "6"))
ROUNDS = int(os.environ.get("KBC_PLAN_ROUNDS", "2"))
STEPS = 8


class Failure(Exception):
    pass


def demand(is_so, what):
    if not is_so:
        raise Failure(what)


def kbc(top, *words, status=0):
    run = subprocess.run([KBC, *words], cwd=top, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, check=False)
    demand(run.returncode == status,
           f"kbc {' '.join(words)}: status {run.returncode}\n{run.stderr.decode()[:1500]}")
    return run.stdout.decode(), run.stderr.decode()


def plan(top, *words, status=0):
    out, err = kbc(top, "plan", *words, status=status)
    return [json.loads(line) for line in out.splitlines()], err


def apply(store, ops):
    for op in ops:
        if op["op"] == "upsert":
            store[op["chunk"]["id"]] = json.loads(json.dumps(op["chunk"]))
        elif op["op"] == "update":
            store[op["id"]]["metadata"] = op["metadata"]
            store[op["id"]]["meta_hash"] = op["meta_hash"]
        else:
            store.pop(op["id"], None)


def seen(store):
    """What a plan promises of a chunk: all but the white space of its text, and its tokens."""
    return {i: {key: " ".join(value.split()) if key == "text" else value
                for key, value in chunk.items() if key != "tokens"} for i, chunk in store.items()}


def copy_of(store):
    return {i: dict(chunk) for i, chunk in store.items()}


def cases_of(store):
    return {chunk["case"] for chunk in store.values()}


def fresh(top):
    store = {}
    apply(store, plan(top, "--since", "none")[0])
    return store


def write_ids(path, store, chance):
    with open(path, "w", encoding="utf-8") as out:
        for i, chunk in chance.sample(sorted(store.items()), len(store)):
            print(json.dumps({"id": i, "hash": chunk["hash"], "meta_hash": chunk["meta_hash"]}), file=out)


def check_order(old, new, ops, chance):
    """A plan that is cut off anywhere has lost no case that both sides have."""
    both = cases_of(old) & cases_of(new)
    for cut in [chance.randint(0, len(ops)) for _ in range(5)]:
        store = copy_of(old)
        apply(store, ops[:cut])
        demand(both <= cases_of(store), f"cut off behind {cut} of {len(ops)}, a case is lost")
        apply(store, ops)
        demand(seen(store) == seen(new), "cut off and done again, it is no fresh load")


def check_effect(effects, ops):
    """White space and places make no difference, whether a text is cut or not."""
    kinds = {op["op"] for op in ops}
    if all(effect == "nothing" for effect in effects):
        demand(not kinds, f"nothing was to do, and the plan has {kinds}")
    elif "any" not in effects:
        demand(kinds <= {"update"}, f"only metadata changed, and the plan has {kinds}")


def difference(store, wanted):
    left, right = seen(store), seen(wanted)
    keys = [i for i in sorted(set(left) | set(right)) if left.get(i) != right.get(i)]
    return "\n".join(f"  {i}: {left.get(i)}\n  fresh: {right.get(i)}" for i in keys[:2])


def step(corpus, store, chance):
    """Some edits, then the plan by each of the ways to say what the store holds."""
    top = corpus.top
    effects = [chance.choice(Corpus.EDITS)(corpus) for _ in range(chance.randint(1, 5))]
    corpus.write()
    new = fresh(top)
    ops, _ = plan(top, "--since", "loaded.json", "--next", "next.json")
    check_effect(effects, ops)
    check_order(store, new, ops, chance)
    kbc(top, "build", "-o", "out")
    from_build, _ = plan(top, "--since", "loaded.json", "--to", "out", "--next", "next-too.json")
    demand(ops == from_build, "the plan of the sources is not that of their build")
    write_ids(os.path.join(top, "ids.jsonl"), store, chance)
    by_ids = copy_of(store)
    apply(by_ids, plan(top, "--since", "ids.jsonl")[0])
    apply(store, ops)
    demand(seen(store) == seen(new), f"the plan leads elsewhere:\n{difference(store, new)}")
    for i in set(by_ids) | set(new):  # what hashes do not say, ids cannot mend: "parts"
        demand(i in by_ids and i in new and by_ids[i]["hash"] == new[i]["hash"]
               and by_ids[i]["metadata"] == new[i]["metadata"], "the plan by ids leads elsewhere")
    again, said = plan(top, "--since", "next.json")
    demand(not again and "equal" in said, "a plan since what was loaded is not empty")
    for name in ("next-too.json", "out/manifest.json"):
        demand(not plan(top, "--since", name)[0], f"a plan since {name} is not empty")
    os.replace(os.path.join(top, "next.json"), os.path.join(top, "loaded.json"))


def drift(corpus, store, chance):
    """Whatever happened to the store, the list of what it holds mends it."""
    damaged = copy_of(store)
    for i in chance.sample(sorted(damaged), min(6, len(damaged))):
        how = chance.randrange(4)
        if how == 0:
            del damaged[i]
        elif how == 1:
            damaged[i]["hash"], damaged[i]["text"] = "0" * 32, "lost"
        elif how == 2:
            damaged[i]["meta_hash"], damaged[i]["metadata"] = "f" * 32, {}
        else:
            other = f"{chance.randrange(16**8):08x}{i[8:]}"
            damaged[other] = dict(damaged[i], id=other)
    write_ids(os.path.join(corpus.top, "ids.jsonl"), damaged, chance)
    ops, _ = plan(corpus.top, "--since", "ids.jsonl")
    apply(damaged, ops)
    demand(seen(damaged) == seen(store), f"drift is not mended:\n{difference(damaged, store)}")


def stale(corpus, store, chance):
    """A case that is broken keeps what the store holds of it, until it is mended or gone."""
    top = corpus.top
    case = corpus.any_case()
    if len(corpus.cases()) < 3:
        return
    case["is_broken"] = True
    if chance.random() < 0.5:
        corpus.move()
    corpus.write()
    kbc(top, "plan", "--since", "loaded.json", status=1)
    ops, said = plan(top, "--since", "loaded.json", "--next", "next.json", "--keep-going", status=1)
    before = copy_of(store)
    apply(store, ops)
    demand("kept, stale" in said, f"nothing is said of the case that was left out\n{said}")
    demand(cases_of(store) == cases_of(before), "a case that was left out is gone")
    os.replace(os.path.join(top, "next.json"), os.path.join(top, "loaded.json"))
    case["is_broken"] = False
    if chance.random() < 0.3:
        corpus.files = [(path, kept) for path, cases in corpus.files
                        if (kept := [one for one in cases if one is not case])]
    corpus.write()
    ops, _ = plan(top, "--since", "loaded.json", "--next", "next.json")
    apply(store, ops)
    demand(seen(store) == seen(fresh(top)), "mended, it is no fresh load")
    os.replace(os.path.join(top, "next.json"), os.path.join(top, "loaded.json"))


def run(seed):
    chance = random.Random(seed)
    corpus = Corpus(os.path.join(WORK, f"seed-{seed}"), chance, chance.randint(4, 24))
    corpus.write()
    store = {}
    apply(store, plan(corpus.top, "--since", "none", "--next", "loaded.json")[0])
    for _ in range(STEPS):
        step(corpus, store, chance)
        if chance.random() < 0.3:
            drift(corpus, store, chance)
        if chance.random() < 0.3:
            stale(corpus, store, chance)


def main():
    print(f"seeds {SEED} to {SEED + ROUNDS - 1}")
    for seed in range(SEED, SEED + ROUNDS):
        name = f"plan-random/a-plan-leads-to-a-fresh-load-{seed - SEED + 1}"
        try:
            run(seed)
            print(f"ok {name}")
        except Failure as failure:
            print(f"not ok {name}\n  seed {seed}: {failure}")


main()
