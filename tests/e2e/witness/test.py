"""Knowledge bases full of cases that look alike: what kbc says of their patterns is true.

The line of each finding, fed to kbc match --all, belongs to both cases, and the one that the
finding names wins. What a slow comparison of all patterns finds (kbc explain --case) is what was
reported, and nothing else. KBC_WITNESS_SEED chooses other cases, KBC_WITNESS_ROUNDS how many
times.
"""
import json
import os
import pathlib
import random
import shutil
import subprocess
import time
import unicodedata

KBC, WORK = (os.environ[name] for name in ("KBC", "WORK"))
SEED = int(os.environ.get("KBC_WITNESS_SEED", "5"))
ROUNDS = int(os.environ.get("KBC_WITNESS_ROUNDS", "3"))
CASES, MANY = 60, 20_000
SCHEMA = r"""kbc: 1
name: witness
corpus: {include: ["kb/*.md"]}
record: {split: auto, level: 2, unique: {title: corpus}}
frontmatter:
  schema:
    type: object
    additionalProperties: false
    properties:
      service: {type: string}
      error: {type: string}
      zone: {type: string}
      patterns: {type: array, items: {type: string}}
      priority: {type: integer}
sections: {list: [{id: line, title: Line, required: false, content: {log: main}}]}
logs:
  main:
    template: '\[{level}\] {time} {service}@{zone}: {message}[[ | {context}]]'
    fields:
      level: {enum: [WARN, ERROR]}
      time: {type: timestamp, format: '%H:%M:%S'}
      service: {equals: frontmatter.service}
      zone: {equals: frontmatter.zone}
      message: {contains: frontmatter.error}
    patterns: frontmatter.patterns
    priority: frontmatter.priority
rules: {error-message-in-log: off, near-duplicate: off, log-value-uncertain: off, public-ip: off}
"""
WORDS = ["pool", "is", "empty", "lost", "Time-out", "연결", "실패", "caf\u00e9", "user_id", "card"]
VALUES = ["403", "502", "10.0.0.5", "'users'", "/var/log", "FIN-AB12", "a@b", "30s", "\"x9\"", "x509"]


def message(chance, longest):
    text = []
    for _ in range(chance.randint(1, longest)):
        text.append(chance.choice(WORDS) if chance.random() < 0.75 else chance.choice(VALUES))
        if chance.random() < 0.1:
            text.append(chance.choice(["-", "--", "[", "!", "- -"]))
    joined = " ".join(text)
    if chance.random() < 0.1:
        joined = joined.upper()
    return unicodedata.normalize("NFD", joined) if chance.random() < 0.1 else joined


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def write_case(chance, number, folder):
    zones = ["a"] if chance.random() < 0.7 else ["a", "b"]
    service, zone = chance.choice(["db", "pay"]), chance.choice(zones)
    text = message(chance, 5)
    front = [f"service: {service}", f"zone: {zone}"]
    words = text.split()
    start = chance.randrange(len(words))
    if chance.random() < 0.7:
        error = " ".join(words[start:]) if chance.random() < 0.7 else message(chance, 3)
        front.append(f"error: {quoted(error)}")
    if chance.random() < 0.1:
        front.append("patterns: [" + ", ".join(quoted(message(chance, 3)) for _ in range(2)) + "]")
    if chance.random() < 0.15:
        front.append(f"priority: {chance.choice([-1, 1, 2])}")
    line = f"[{chance.choice(['WARN', 'ERROR'])}] 10:20:30 {service}@{zone}: {text}"
    if chance.random() < 0.3:
        line += " | more"
    body = f"\n## Line\n```\n{line}\n```\n" if chance.random() < 0.85 else "\nNo line.\n"
    front = "\n".join(front)
    pathlib.Path(folder, "kb", f"{number:05d}.md").write_text(
        f"---\n{front}\n---\n# Case {number:05d}\n{body}", encoding="utf-8")


def run(folder, *words, text=None):
    done = subprocess.run([KBC, *words], cwd=folder, input=text, text=True, encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout, done.stderr


def title(path):
    return "Case " + pathlib.Path(path).stem


def findings(folder):
    status, out, err = run(folder, "check", "--format", "json", "--select", "matching")
    assert status in (0, 1), err
    return json.loads(out)["diagnostics"]


def lay_out(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "kb"))
    pathlib.Path(folder, "kbc.yaml").write_text(SCHEMA, encoding="utf-8")
    subprocess.run(["git", "init", "-q", "--template=", folder], check=True)


def look_at_witnesses(folder, found):
    """What is wrong with the lines of the findings; how many there were."""
    told = [(title(one["path"]), title(one["related"][0]["path"]),
             one["help"].removeprefix("a line of both:  "))
            for one in found if one["rule"] != "pattern-short"]
    lines = "".join(line + "\n" for _, _, line in told)
    status, out, err = run(folder, "match", "--all", "--format", "jsonl", "-q", text=lines)
    assert status == 0, err
    records, wrong = [json.loads(record) for record in out.splitlines()], []
    assert len(records) == len(told), (len(records), len(told))
    for (case, winner, line), record in zip(told, records):
        titles = [one["title"] for one in record.get("all", [])]
        if winner not in titles or case not in titles:
            wrong.append(f"{line!r} should belong to {case} and {winner}, not to {titles}")
        elif titles.index(winner) > titles.index(case):
            wrong.append(f"{line!r}: {case} wins over {winner}")
    return wrong, len(told)


def explained(folder, number):
    status, out, err = run(folder, "explain", "--case", f"kb/{number:05d}.md", "--format", "json", "-q")
    assert status == 0, err
    return json.loads(out)


def front(folder, number):
    text = pathlib.Path(folder, "kb", f"{number:05d}.md").read_text(encoding="utf-8")
    keys = dict(line.split(": ", 1) for line in text.split("---\n")[1].splitlines())
    return int(keys.get("priority", "0")), keys["zone"]


def words_of(text):
    """The items of a pattern as gaps and plain words: values, word, values, word, …, values."""
    gaps, plain = [[]], []
    for item in text.split(" "):
        if item.startswith("="):
            gaps[-1].append(item)
        else:
            plain.append(item)
            gaps.append([])
    return gaps, plain


def is_part(some, of_these):
    rest = iter(of_these)
    return all(item in rest for item in some)


def is_inside(inner, outer):
    """Patterns without variable words only: does each message of the outer one fit the inner one?"""
    (gaps, plain), (outer_gaps, outer_plain) = words_of(inner), words_of(outer)
    return any(plain == outer_plain[at:at + len(plain)] and
               all(is_part(gap, outer_gaps[at + i]) for i, gap in enumerate(gaps))
               for at in range(len(outer_plain) - len(plain) + 1))


class Groups:
    """Cases of which a finding says that they cannot be told apart."""

    def __init__(self, pairs):
        self.parents = {}
        for one, other in pairs:
            self.parents[self.top(one)] = self.top(other)

    def top(self, one):
        while one in self.parents and self.parents[one] != one:
            one = self.parents[one]
        return one


def look_at_all_pairs(folder, found):
    """Which cases should have a finding by a comparison of all, and which have one."""
    def number(one):
        return int(pathlib.Path(one["path"]).stem)
    cases = {n: {(p["service"], p["words"]) for p in explained(folder, n)["patterns"]}
             for n in range(CASES)}
    facts = {n: front(folder, n) for n in range(CASES)}
    told = {rule: {number(one) for one in found if one["rule"] == rule}
            for rule in ("pattern-ambiguous", "pattern-inside", "pattern-short")}
    groups = Groups((number(one), number(one["related"][0]))
                    for one in found if one["rule"] == "pattern-ambiguous")

    def owners(pattern, other):
        return [n for n in cases if pattern in cases[n] and facts[n][1] == facts[other][1]]

    def is_ambiguous(one):
        """Has it a pattern in common with one before it, and nobody with both a higher priority?"""
        return any(other < one and facts[other][0] == facts[one][0] and
                   not any(facts[n][0] > facts[one][0] for n in owners(pattern, one))
                   for pattern in cases[one] for other in owners(pattern, one))

    def is_inside_another(one, only_first):
        return any(mine[0] == service and mine[1] != words and is_inside(mine[1], words)
                   and (not only_first or owners(mine, other)[0] == one and mine not in cases[other]
                        and groups.top(one) != groups.top(other))
                   for other in cases if other != one and facts[other][1] == facts[one][1]
                   for mine in cases[one] for service, words in cases[other])

    wrong = []
    for one in cases:
        is_short = any(" " not in words for _, words in cases[one])
        if is_short != (one in told["pattern-short"]):
            wrong.append(f"Case {one:05d}: short {is_short}")
        if is_ambiguous(one) != (one in told["pattern-ambiguous"]):
            wrong.append(f"Case {one:05d}: ambiguous {is_ambiguous(one)}")
        if one in told["pattern-inside"] and not is_inside_another(one, False):
            wrong.append(f"Case {one:05d} is inside no other")
        if one not in told["pattern-inside"] and is_inside_another(one, True):
            wrong.append(f"Case {one:05d} is inside another, and nobody says so")
    return wrong


def report(name, wrong):
    print(("not ok " if wrong else "ok ") + name)
    for line in wrong[:10]:
        print("  " + line)


def try_seeds(has_match):
    witnesses, pairs, count, rules = [], [], 0, set()
    for round_number in range(ROUNDS):
        chance = random.Random(SEED * 1000 + round_number)
        folder = os.path.join(WORK, f"kb{round_number}")
        lay_out(folder)
        for number in range(CASES):
            write_case(chance, number, folder)
        found = findings(folder)
        rules |= {one["rule"] for one in found}
        if has_match:
            wrong, lines = look_at_witnesses(folder, found)
            witnesses, count = witnesses + wrong, count + lines
        pairs += look_at_all_pairs(folder, found)
    if not has_match:
        print("ok witness: lines # SKIP this kbc has no command match")
    else:
        if count < 10 * ROUNDS or len(rules) < 3:
            witnesses.append(f"only {count} lines and {sorted(rules)} to look at")
        report("witness: each line belongs to both cases, and the right one wins", witnesses)
    report("witness: a comparison of all pairs finds the same", pairs)


def try_many():
    """Cases that differ in a number, all begin alike, or are the same: no pair is looked at."""
    folder, wrong = os.path.join(WORK, "many"), []
    lay_out(folder)
    parts = []
    for number in range(MANY):
        kind, rest = number % 4, number // 4
        text = [f"request failed with code {rest}", "pool of user is empty" + " again" * (rest % 40),
                f"worker {chr(97 + rest % 26)}{chr(97 + rest // 26 % 26)} lost the lock of its job",
                f"the lock of job kind{chr(97 + rest % 26)} was lost"][kind]
        parts.append(f"## Case {number:05d}\n---\nservice: db\n---\n### Line\n"
                     f"[WARN] 10:20:30 db@a: {text}\n")
    for at in range(0, MANY, 1000):
        pathlib.Path(folder, "kb", f"{at:05d}.md").write_text("\n".join(parts[at:at + 1000]),
                                                              encoding="utf-8")
    start = time.monotonic()
    found = findings(folder)
    taken = time.monotonic() - start
    if taken > 60:
        wrong.append(f"{MANY} cases took {taken:.0f} s")
    ambiguous = sum(one["rule"] == "pattern-ambiguous" for one in found)
    expected = MANY // 4 * 3 - 40 - 676 - 26
    if ambiguous != expected:
        wrong.append(f"{ambiguous} of {MANY} cases are ambiguous, not {expected}")
    report(f"witness: {MANY} cases that are nearly the same", wrong)


def main():
    status, _, _ = run(WORK, "match", "--help")
    try_seeds(status == 0)
    try_many()


main()
