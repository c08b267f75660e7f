"""Compiles kb.c in every mode that this machine has, and asks it about all that kb.json says.

Finds KBC, CC, WORK and ROOT in its environment; see tests/README.md."""
import json
import os
import random
import re
import shutil
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import corpus  # noqa: E402
import reference  # noqa: E402
import stack  # noqa: E402
import twin  # noqa: E402
import versions  # noqa: E402
from texts import check_dump, check_keys  # noqa: E402
from compilers import SANITIZERS, WARNINGS, compile_with, modes, run  # noqa: E402

BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

KBC = os.environ["KBC"]
ROOT = os.environ.get("ROOT", os.path.dirname(os.path.dirname(os.path.dirname(HERE))))


def report(name, problems):
    print(("not ok" if problems else "ok") + f" c-tables: {name}")
    for problem in problems[:10]:
        print(f"  {problem}")


def build(folder, files):
    """Writes the files, compiles them, and answers the problems and kb.json."""
    for path, text in files.items():
        os.makedirs(os.path.join(folder, os.path.dirname(path)), exist_ok=True)
        with open(os.path.join(folder, path), "w", encoding="utf-8", newline="") as file:
            file.write(text)
    os.makedirs(os.path.join(folder, ".git"), exist_ok=True)
    here = os.getcwd()
    os.chdir(folder)
    status, out, errors = run([KBC, "build", "--emit", "kb,c,samples"])
    os.chdir(here)
    if status != 0:
        return [f"kbc build ends with {status}", out.decode(), errors], None
    with open(os.path.join(folder, "generated", "kb.json"), encoding="utf-8") as file:
        kb = json.load(file)
    return twin.differences(folder, "kb,c,samples") if twin.program() else [], kb


# ---- Lines -------------------------------------------------------------------------------

def ask(program, lines, mode="match"):
    """A dictionary for each line: found, service, message, and the fields by name."""
    _, out, errors = run([program, mode], b"".join(line + b"\n" for line in lines))
    answers, name = [], None
    for row in out.splitlines():
        what, _, text = row.partition(b"\t")
        value = None if text == b"-" else bytes.fromhex(text.decode())
        if what == b"line":
            answers.append({})
        elif what == b"field":
            name = value.decode()
        elif what == b"value":
            answers[-1][name] = value
        else:
            answers[-1]["(" + what.decode() + ")"] = value
    if len(answers) != len(lines):
        sys.exit(f"not ok c-tables: {len(answers)} answers for {len(lines)} lines: {errors}")
    return answers


def check_lines(program, rows):
    """rows: (line, id of the case or None)"""
    problems = []
    for (line, wanted), answer in zip(rows, ask(program, [line for line, _ in rows])):
        found = answer["(found)"]
        if found != (wanted and wanted.encode()):
            problems.append(f"{found} and not {wanted} for {line!r:.300}")
    return problems


def check_fields(program, kb):
    """The fields of a case's own line are those that kbc itself found in it."""
    rows = [(line["text"].encode(), case["id"], line["fields"])
            for case in kb["cases"] for line in case["log_lines"]]
    problems = []
    for (line, _, fields), answer in zip(rows, ask(program, [row[0] for row in rows])):
        got = {name: value.decode() for name, value in answer.items()
               if value is not None and not name.startswith("(")}
        if got != fields:
            problems.append(f"{got} and not {fields} for {line!r:.300}")
    return problems


def random_messages(patterns, count):
    """(service, message) of words, values and punctuation that nearly match, or do."""
    dice = random.Random(7)
    words = sorted({item.lstrip(b"=") for _, text, _ in patterns for item in text.split(b" ")})
    gaps = [b" ", b" ", b", ", b"-", b" - ", b": ", b"\t", b"/", b" /", b"_", b"'", b'" ',
            b'\\"']
    values = [b"7", b"a-1", b"'x'", b"10.0.0.1", b"/var/log", b"x@y", b"v2", b'\\"q\\"', b"?",
              b"--"]
    for _ in range(count):
        service, parts = dice.choice(patterns)[0], []
        own = [text for name, text, _ in patterns if name == service]
        for _ in range(dice.randint(1, 6)):
            kind = dice.random()
            if kind < 0.4:
                for item in dice.choice(own).split(b" "):
                    word = item.lstrip(b"=")
                    parts += [word.upper() if dice.random() < 0.2 else word,
                              dice.choice(gaps) if dice.random() < 0.4 else b" "]
                    if dice.random() < 0.2:
                        parts += [dice.choice(values), b" "]
            elif kind < 0.9:
                parts += [dice.choice(words if kind < 0.7 else values), dice.choice(gaps)]
            else:
                parts.append(bytes(dice.randrange(256) for _ in range(4)))
        yield service, b"".join(parts).replace(b"\n", b" ")


def patterns_of(kb):
    """[(service, words, number of the case)]"""
    return [((pattern["service"] or "").encode(), pattern["words"].encode(), number)
            for number, case in enumerate(kb["cases"]) for pattern in case["patterns"]]


def check_reference(program, kb):
    patterns = patterns_of(kb)
    rows = list(random_messages(patterns, 4000))
    problems, hits = [], 0
    answers = ask(program, [service + b"\t" + message for service, message in rows], "split")
    for (service, message), answer in zip(rows, answers):
        number = reference.match(patterns, service, message)
        wanted = None if number is None else kb["cases"][number]["id"].encode()
        hits += wanted is not None
        if answer["(found)"] != wanted:
            problems.append(f"{answer['(found)']} and not {wanted} for {service!r} {message!r}")
    if not len(rows) * 0.2 < hits < len(rows) * 0.98:
        problems.append(f"{hits} of {len(rows)} random messages match: these try nothing")
    return problems


# ---- All together ------------------------------------------------------------------------

def check_modes(folder, kb, rows):
    count = 0
    for name, command in modes():
        program = os.path.join(folder, "probe")
        problems = compile_with(command, folder, [os.path.join(folder, "generated", "kb.c"),
                                                  os.path.join(HERE, "probe.c")], program)
        report(f"compiles as {name}", problems)
        if problems:
            continue
        count += 1
        report(f"texts as {name}", check_dump(program, kb))
        report(f"keys as {name}", check_keys(program, kb))
        report(f"lines as {name}", check_lines(program, rows))
    if count == 0:
        report("modes", ["no compiler took it"])


def sanitized(folder, source, program, needs="generated/kb.c"):
    cc = os.environ.get("CC", "cc").split()
    return compile_with(cc + ["-std=c99", "-Wall"] + SANITIZERS, folder,
                        [os.path.join(folder, needs), os.path.join(HERE, source)], program)


def check_sanitized(folder, kb, rows):
    empty = os.path.join(folder, "empty.c")
    with open(empty, "w", encoding="ascii") as file:
        file.write("int main(void) { return 0; }\n")
    cc = os.environ.get("CC", "cc").split()
    if run(cc + SANITIZERS + [empty, "-o", os.path.join(folder, "empty")])[0] != 0:
        print("ok c-tables: sanitizers # SKIP the compiler has none")
        return
    program, border = os.path.join(folder, "probe-asan"), os.path.join(folder, "border")
    problems = sanitized(folder, "probe.c", program) or (
        check_dump(program, kb) + check_keys(program, kb) + check_lines(program, rows))
    report("texts, keys and lines under ASan and UBSan", problems)
    report("fields of the own lines", check_fields(program, kb))
    report("agrees with the reference", check_reference(program, kb))
    problems = sanitized(folder, "border.c", border)
    if not problems:
        lines = [line for line, _ in rows if len(line) < 400 and b"\n" not in line]
        wanted = sum(wanted is not None for line, wanted in rows if line in lines)
        status, out, errors = run([border], b"".join(line + b"\n" for line in lines))
        if status != 0 or out != f"{wanted} of {len(lines)}\n".encode():
            problems = [f"ends with {status}: {out.decode()} wanted {wanted}", errors[:2000]]
    report("lines beside a page that cannot be read", problems)


def check_object(folder):
    """No data that changes, and nothing from outside but what kb.h says."""
    cc = os.environ.get("CC", "cc").split()
    place = os.path.join(folder, "kb.o")
    problems = compile_with(cc + ["-std=c99", "-O2", "-fno-pic", "-c"], folder,
                            [os.path.join(folder, "generated", "kb.c")], place)
    status, out, _ = run([shutil.which("nm") or "false", place])
    if status != 0 or "-fsanitize" in " ".join(cc):
        print("ok c-tables: object file # SKIP no nm")
        return
    for line in out.decode().splitlines():
        kind, name = line.split()[-2:]
        is_known = re.fullmatch(r"mem\w+|bcmp|_GLOBAL_OFFSET_TABLE_|__cpu_model", name)
        if kind in "bBdDcC" or (kind == "U" and not is_known):
            problems.append(f"{name} is of kind {kind}")
        if kind in "TR" and not name.startswith("kb_"):
            problems.append(f"{name} is seen from outside")
    report("no data that changes, no library", problems)


def check_big_endian(folder, kb, rows):
    """The same answers on a machine that has the highest byte first."""
    cc, emulator = shutil.which("s390x-linux-gnu-gcc"), shutil.which("qemu-s390x")
    if not cc or not emulator:
        print("ok c-tables: big-endian # SKIP no s390x-linux-gnu-gcc or no qemu-s390x")
        return
    program, script = os.path.join(folder, "probe-s390x"), os.path.join(folder, "probe-s390x.sh")
    problems = compile_with(
        [cc, "-std=c99", "-static"] + WARNINGS, folder,
        [os.path.join(folder, "generated", "kb.c"), os.path.join(HERE, "probe.c")], program)
    with open(script, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\nexec {emulator} "{program}" "$@"\n')
    os.chmod(script, 0o755)
    report("texts, keys and lines on a big-endian machine", problems or (
        check_dump(script, kb) + check_keys(script, kb) + check_lines(script, rows)))


def check_stack(folder):
    gcc = [shutil.which("gcc") or "gcc"]
    if not shutil.which("gcc") or not stack.can_tell(gcc, folder):
        print("ok c-tables: stack # SKIP no gcc that tells")
        return
    problems, most = stack.check(gcc, folder)
    report("at most 8 KiB of stack", problems)
    print("  " + ", ".join(most))


def check_sources(folder):
    problems = []
    for name in ("kb.c", "kb.h"):
        with open(os.path.join(folder, "generated", name), "rb") as file:
            text = file.read()
        for char in sorted(set(text.decode("utf-8"))):
            if char != "\n" and (unicodedata.category(char) in ("Cc", "Zl", "Zp") or
                                 unicodedata.bidirectional(char) in BIDI):
                problems.append(f"{name} has a raw U+{ord(char):04X}")
        if b"??" in text:
            problems.append(f"{name} may hold a trigraph")
        outside = re.sub(rb"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)+'(?=,)", b"", text)
        if b"MARKER" in outside or not outside.isascii():
            problems.append(f"{name} has text of the input outside of its literals")
        if b"SPDX-License-Identifier: " not in text.split(b"#include", 1)[0]:
            problems.append(f"{name} has no SPDX line")
    report("sources hold texts in literals only, and nothing that is not seen", problems)


def check_two(folder):
    problems, _ = build(os.path.join(folder, "one"), corpus.small("kb"))
    more, _ = build(os.path.join(folder, "two"), corpus.small("pay_2"))
    cc = os.environ.get("CC", "cc").split()
    one, two = (os.path.join(folder, name, "generated") for name in ("one", "two"))
    program = os.path.join(folder, "both")
    problems += more or compile_with(
        cc + ["-std=c99"] + WARNINGS + ["-I", one, "-I", two], folder,
        [os.path.join(HERE, "two.c"), os.path.join(one, "kb.c"), os.path.join(two, "pay_2.c")],
        program)
    if not problems:
        _, out, errors = run([program])
        problems = [] if out == b"1 1 63 1 45 of 45 11\n" else [out.decode() + errors]
    report("two knowledge bases in one program", problems)


def check_without_logs(folder):
    problems, kb = build(folder, corpus.without_logs())
    program = os.path.join(folder, "probe")
    cc = os.environ.get("CC", "cc").split()
    problems = problems or compile_with(
        cc + ["-std=c99"] + WARNINGS, folder,
        [os.path.join(folder, "generated", "kb.c"), os.path.join(HERE, "probe.c")], program)
    if not problems:
        rows = [(b"it broke", None), (b"", None)]
        problems = check_keys(program, kb) + check_lines(program, rows)
    report("a schema without log lines", problems)


def check_own():
    """The project's own cases: each is found by its line, and by the samples that kbc makes."""
    folder = os.path.join(os.getcwd(), "own")
    for name in ("kb", "schema"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name))
    problems, kb = build(folder, {})
    program = os.path.join(folder, "probe")
    problems = problems or sanitized(folder, "probe.c", program)
    if not problems:
        with open(os.path.join(folder, "generated", "sample.log"), "rb") as file:
            lines = file.read().splitlines()
        with open(os.path.join(folder, "generated", "sample.labels.jsonl"), "rb") as file:
            labels = [json.loads(line)["case"] for line in file]
        problems = check_dump(program, kb) + check_keys(program, kb) + check_fields(program, kb)
        problems += check_lines(program, list(zip(lines, labels)))
        if len(labels) < len(kb["cases"]) or len(labels) != len(lines):
            problems.append(f"{len(lines)} lines, {len(labels)} labels")
    report("the project's own cases", problems)


def check_like_plain():
    """The other knowledge bases; build() holds them against those of the plain kbc."""
    problems = []
    own = os.path.join(os.getcwd(), "own")
    for name in ("kb", "schema"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(own, name))
    for folder, files in (("one", corpus.small("kb")), ("two", corpus.small("pay_2")),
                          ("prose", corpus.without_logs()), ("new", versions.newer_corpus()),
                          ("own", {})):
        problems += build(os.path.join(os.getcwd(), folder), files)[0]
    report("what the plain kbc writes, which is compiled there", problems)


def main():
    folder = os.path.join(os.getcwd(), "hostile")
    problems, kb = build(folder, corpus.hostile())
    report("a corpus of hostile texts", problems)
    if problems:
        return
    check_sources(folder)
    if twin.program():
        check_like_plain()
        return
    rows = corpus.lines(kb)
    check_modes(folder, kb, rows)
    check_sanitized(folder, kb, rows)
    check_object(folder)
    check_big_endian(folder, kb, rows)
    check_stack(folder)
    check_two(os.path.join(os.getcwd(), "pair"))
    if "-fsanitize" in os.environ.get("CC", ""):
        print("ok c-tables: a newer build under an older program # SKIP not with sanitizers")
    else:
        report("a newer build under an older program",
               versions.check(os.path.join(os.getcwd(), "versions"), build))
    check_without_logs(os.path.join(os.getcwd(), "prose"))
    check_own()


main()
