"""What every SQL store must do: hold the chunks byte for byte, follow changes, and be loaded twice."""
import os
import shutil

import knowledge


class Store:
    """A store in a program that is not ours; the tests know no more of it."""

    name = ""

    def clear(self):
        """Begins with no table."""
        raise NotImplementedError

    def load(self, built):
        """Loads the files of a build."""
        raise NotImplementedError

    def apply(self, sql):
        """Loads a plan."""
        raise NotImplementedError

    def rows(self):
        """{id: chunk} as chunks.jsonl has them."""
        raise NotImplementedError

    def snapshot(self):
        """All that a load could have touched: equal means that nothing was written."""
        raise NotImplementedError


def differences(got, wanted):
    """What keeps the rows from being the chunks, in words."""
    problems = [f"missing: {i}" for i in wanted if i not in got] + [f"too many: {i}" for i in got if i not in wanted]
    for i in set(got) & set(wanted):
        problems += [f"{i}: {key} is {got[i].get(key)!r}, not {wanted[i].get(key)!r}"[:300]
                     for key in {*got[i], *wanted[i]} if got[i].get(key) != wanted[i].get(key)]
    return sorted(problems)


def plan(folder, store, manifest):
    return knowledge.kbc(folder, "plan", "--since", manifest, "--emit", store.name)


class Bench:
    """Two builds of one knowledge base, before and after a day of work."""

    def __init__(self, store, work):
        self.store, self.work = store, work
        self.folder = os.path.join(work, "hostile")
        before = knowledge.hostile()
        knowledge.write(self.folder, before)
        self.old = knowledge.build(self.folder, store.name, out="old")
        knowledge.write(self.folder, knowledge.changed(before))
        self.new = knowledge.build(self.folder, store.name, out="new")
        self.before, self.after = knowledge.chunks(self.old), knowledge.chunks(self.new)
        self.manifest = os.path.join(self.old, "manifest.json")

    def expect(self, wanted):
        return differences(self.store.rows(), wanted)


def test_load(bench):
    """A load holds every text byte for byte; a second one writes nothing."""
    bench.store.clear()
    bench.store.load(bench.old)
    problems = bench.expect(bench.before)
    snapshot = bench.store.snapshot()
    bench.store.load(bench.old)
    return problems + ([] if bench.store.snapshot() == snapshot else ["the second load wrote something"])


def test_large(bench):
    """Lines and texts of 64 KiB, and characters that are escapes by the thousand."""
    folder = os.path.join(bench.work, "large")
    knowledge.write(folder, knowledge.large())
    built = knowledge.build(folder, bench.store.name)
    bench.store.clear()
    for _ in range(2):
        bench.store.load(built)
    return bench.expect(knowledge.chunks(built))


def test_reload(bench):
    """A newer build over an older one, and back."""
    bench.store.clear()
    bench.store.load(bench.old)
    bench.store.load(bench.new)
    problems = bench.expect(bench.after)
    bench.store.load(bench.old)
    return problems + bench.expect(bench.before)


def test_plan(bench):
    """A plan does the same as the newer build, twice no more than once, and touches nothing else."""
    bench.store.clear()
    bench.store.load(bench.old)
    untouched = {i: row for i, row in bench.store.snapshot().items() if bench.before[i] == bench.after.get(i)}
    sql = plan(bench.folder, bench.store, bench.manifest)
    bench.store.apply(sql)
    problems = bench.expect(bench.after)
    snapshot = bench.store.snapshot()
    problems += [f"touched: {i}" for i, row in untouched.items() if snapshot.get(i) != row]
    if len(untouched) < len(bench.after) // 2:
        problems.append(f"only {len(untouched)} rows to be left alone")
    bench.store.apply(sql)
    if bench.store.snapshot() != snapshot:
        problems.append("the plan wrote something when it was applied again")
    bench.store.load(bench.new)
    if bench.store.snapshot() != snapshot:
        problems.append("the build wrote something behind the plan")
    return problems


def test_plan_of_everything(bench):
    """--since none fills an empty table."""
    bench.store.clear()
    bench.store.load(bench.old)
    bench.store.apply(plan(bench.folder, bench.store, "none"))
    return differences({i: row for i, row in bench.store.rows().items() if i in bench.after}, bench.after)


def test_neighbours(bench):
    """Two knowledge bases in one table let each other be."""
    other = os.path.join(bench.work, "other")
    knowledge.write(other, {"kb/a.md": knowledge.case("A")}, name="other\\ ' one", unit="section")
    built = knowledge.build(other, bench.store.name)
    bench.store.clear()
    for folder in (bench.old, built, bench.new, built):
        bench.store.load(folder)
    problems = bench.expect({**bench.after, **knowledge.chunks(built)})
    knowledge.write(other, {"kb/b.md": knowledge.case("B")}, name="other\\ ' one", unit="section")
    built = knowledge.build(other, bench.store.name)
    bench.store.load(built)
    return problems + bench.expect({**bench.after, **knowledge.chunks(built)})


def test_parts(bench):
    """A build of a part takes nothing away; a case that was left out stays."""
    part = knowledge.build(bench.folder, bench.store.name, "--partial", "kb/new.md", out="part")
    bench.store.clear()
    bench.store.load(bench.old)
    bench.store.load(part)
    problems = bench.expect({**bench.before, **knowledge.chunks(part)})
    broken = os.path.join(bench.work, "broken")
    shutil.copytree(os.path.join(bench.folder, "kb"), os.path.join(broken, "kb"))
    shutil.copy(os.path.join(bench.folder, "kbc.yaml"), broken)
    with open(os.path.join(broken, "kb", "line-10.md"), "w", encoding="utf-8") as file:
        file.write("---\nservice: [\n---\n# Line 10\n")
    left = knowledge.build(broken, bench.store.name, "--keep-going")
    assert len(knowledge.chunks(left)) < len(bench.after), "nothing was left out"
    bench.store.clear()
    bench.store.load(bench.new)
    bench.store.load(left)
    return problems + bench.expect(bench.after)


def test_split(bench):
    """Cases in many parts and in sections."""
    problems = []
    for unit in ("record", "section", "both"):
        folder = os.path.join(bench.work, "split-" + unit)
        cases = {f"kb/{i}.md": knowledge.case(f"Case {i}", cause="\n\n".join(knowledge.LINES[-7:] * (i + 1)))
                 for i in range(8)}
        knowledge.write(folder, cases, unit=unit, tokens=160)
        built = knowledge.build(folder, bench.store.name)
        assert max(row["parts"] for row in knowledge.chunks(built).values()) > 2, "nothing was split"
        bench.store.clear()
        bench.store.load(built)
        problems += bench.expect(knowledge.chunks(built))
    return problems


def test_corpora(bench):
    """Knowledge bases that nobody made up for a test."""
    problems = []
    for name, folder, words in knowledge.corpora(bench.work):
        built = knowledge.build(folder, bench.store.name, *words, out=os.path.join(bench.work, "built-" + name))
        wanted = knowledge.chunks(built)
        bench.store.clear()
        for _ in range(2):
            bench.store.load(built)
            problems += [f"{name}: {problem}" for problem in differences(bench.store.rows(), wanted)]
        if name != "kb":
            print(f"  {name}: {len(wanted)} chunks of {len({row['case'] for row in wanted.values()})} cases")
    return problems


COMMON = [test_load, test_large, test_reload, test_plan, test_plan_of_everything, test_neighbours, test_parts,
          test_split, test_corpora]


def run(store, work, more):
    """Runs what all stores must do and what is the store's own; prints a line for each."""
    bench = Bench(store, work)
    for test in COMMON + more:
        try:
            problems = test(bench)
        except AssertionError as error:
            problems = str(error).split("\n")
        if os.path.exists(os.path.join(work, "pwned")):
            problems.append("a text was run as a command")
            os.remove(os.path.join(work, "pwned"))
        name = test.__name__[len("test_"):].replace("_", "-")
        print(f"{'not ok' if problems else 'ok'} store-{store.name}: {name}")
        for problem in problems[:10]:
            print("  " + problem)
