"""Cases that their own log line does not find, planted among thousands: kbc build names each and no other,
leaves out just these with --keep-going, and the tables that it writes then find all that are left."""
import json
import os
import random
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
KBC, ROOT, WORK, CC = os.environ["KBC"], os.environ["ROOT"], os.environ["WORK"], os.environ["CC"]
FILES, CASES, PLANTED = 60, 50, 40
SEED = int(os.environ.get("KBC_REACHABLE_SEED", "1"))
SYLLABLES = [a + b + c for a in "bdfgklmnprstvz" for b in "aeiou" for c in ("", "l", "n", "r", "s", "t")]


def say(name, problems):
    print(("not ok " if problems else "ok ") + "reachable: " + name)
    for problem in problems[:10]:
        print("  " + problem)


def words(rng, count):
    return " ".join(rng.choice(SYLLABLES) + rng.choice(SYLLABLES) for _ in range(count))


def make(rng):
    """[(service, zone, line)] of all cases, and {index: the case that takes its line, or None}."""
    cases, planted, seen = [], {}, set()
    while len(cases) < FILES * CASES:
        message = words(rng, rng.randint(3, 6))
        if message not in seen:
            seen.add(message)
            cases.append(("svc-" + rng.choice("abcdefgh"), None, message))
    for index in rng.sample(range(len(cases)), PLANTED):
        service, zone, message = cases[index]
        kind = rng.choice(["taken", "nowhere", "zone"])
        other = rng.choice([i for i in range(len(cases)) if i not in planted and i != index])
        if kind == "taken":
            # The line of another service, in which the message of a case of that service stands.
            cases[index] = (service + "-x", zone, (cases[other][0], f"{words(rng, 2)} {cases[other][2]} today"))
        elif kind == "nowhere":
            cases[index] = (service + "-x", zone, (service, words(rng, 7)))
        else:
            cases[index] = (service, "eu1", (service, message))
        planted[index] = other if kind == "taken" else None
    # A case that takes a line must not have lost its own words.
    if any(other in planted for other in planted.values() if other is not None):
        return make(rng)
    return cases, planted


def write(cases, folder):
    os.makedirs(os.path.join(folder, "kb"))
    shutil.copy(os.path.join(HERE, "kbc.yaml"), folder)
    places = []
    for number in range(FILES):
        path, text = f"kb/b{number:02}.md", ""
        for i in range(CASES):
            service, zone, message = cases[number * CASES + i]
            line_service, message = message if isinstance(message, tuple) else (service, message)
            text += f"## {i + 1}. Case {number * CASES + i}\n---\nservice: {service}\n"
            text += f"zone: {zone}\n" if zone else ""
            text += "---\n### Line\n"
            places.append((path, text.count("\n") + 1))
            line_service += "/us2" if zone else ""
            text += f"ERROR {line_service} {i % 24:02}:00:00: {message} {i}ms\n\n"
        with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
            file.write(text)
    return places


def build(folder, *options):
    done = subprocess.run([KBC, "build", "-o", "out", "--format", "json", *options], cwd=folder,
                          capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout), done.stderr


def found_by(report):
    return {(found["path"], found["line"]): found for found in report["diagnostics"]}


def labels_of(folder):
    with open(os.path.join(folder, "out", "sample.labels.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def compiled(folder):
    """What the tables say of each line of sample.log: titles, by the sample program."""
    program = os.path.join(WORK, "titles")
    done = subprocess.run([CC, "-std=c99", "-I", "out", "-o", program,
                           os.path.join(ROOT, "tests/e2e/sample-program/titles.c"), "out/kb.c"],
                          cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with open(os.path.join(folder, "out", "sample.log"), "rb") as log:
        done = subprocess.run([program], stdin=log, capture_output=True, check=False)
    return done.stdout.decode().splitlines()


def main():
    cases, planted = make(random.Random(SEED))
    folder = os.path.join(WORK, "many")
    places = write(cases, folder)
    status, report, _ = build(folder, "-j8")
    found = found_by(report)
    wanted = {places[index]: other for index, other in planted.items()}
    say("each planted case is found, and no other",
        [f"{place} is not found" for place in wanted if place not in found] +
        [f"{place}: {entry['rule']} {entry['message']}" for place, entry in found.items()
         if place not in wanted or entry["rule"] != "case-unreachable"] +
        ([] if len(report["diagnostics"]) == len(wanted) and status == 1 else ["the number or the status is wrong"]))
    say("the case that takes a line is named",
        [f"{place}: {found[place]['message']}" for place, other in wanted.items() if place in found and
         (f'"Case {other}"' if other is not None else "nor any other") not in found[place]["message"]])
    say("nothing was written", ["out is there"] if os.path.exists(os.path.join(folder, "out")) else [])
    say("one thread finds the same", [] if build(folder, "-j1")[1] == report else ["it does not"])

    status, again, errors = build(folder, "--keep-going", "--emit", "c,samples,kb")
    left_out = [line for line in errors.splitlines() if line.startswith("left out: ")]
    say("--keep-going leaves out just these",
        [] if status == 1 and again["diagnostics"] == report["diagnostics"] and len(left_out) == len(planted)
        else [f"{len(left_out)} of {len(planted)}, status {status}"])
    with open(os.path.join(folder, "out", "kb.json"), encoding="utf-8") as file:
        kept = {case["id"]: case["title"] for case in json.load(file)["cases"]}
    say("all others are kept", [] if sorted(kept.values(), key=lambda title: int(title.split()[-1])) ==
        [f"Case {i}" for i in range(len(cases)) if i not in planted] else [f"{len(kept)} cases"])
    titles = [line.split(": ")[0] for line in compiled(folder)]
    labels = labels_of(folder)
    say("the tables that were written find each of them",
        [] if titles == [kept[label["case"]] for label in labels] and len(labels) > len(kept) else ["they do not"])


main()
