"""What the probe shows of a case, held against kb.json."""
import json

from compilers import run


def expected_cases(kb):
    for number, case in enumerate(kb["cases"]):
        front = case["front_matter"]
        yield ("case", str(number))
        yield ("id", case["id"])
        yield ("title", case["title"])
        yield ("heading", case["full_title"])
        yield ("path", case["source"]["path"])
        yield ("service", front.get("service"))
        yield ("message", front.get("error_message"))
        for line in case["log_lines"]:
            yield ("log", line["text"])
        for key, value in front.items():
            yield ("key", key)
            yield ("value", "" if value is None else value)
        for section in case["sections"]:
            yield ("section", section["id"])
            yield ("section title", section["title"])
            yield ("section text", section["text"])
        for other in case["other_text"]:
            yield ("section", None)
            yield ("section title", other["title"])
            yield ("section text", other["text"])
    yield ("case", "NULL")
    for what in "id title heading path service message".split():
        yield (what, None)


def is_same(got, wanted):
    if got == b"-" or wanted is None:
        return got == b"-" and wanted is None
    got = bytes.fromhex(got.decode())
    if isinstance(wanted, str):
        return got == wanted.encode()
    if isinstance(wanted, (list, dict, bool)):
        return json.loads(got) == wanted
    return float(got) == wanted


def check_dump(program, kb):
    status, out, errors = run([program, "dump"])
    problems = [f"ends with {status}", errors] if status != 0 else []
    got = [line.partition(b"\t") for line in out.splitlines()]
    wanted = list(expected_cases(kb))
    for (what, tab, text), (name, value) in zip(got, wanted):
        if name == "case":
            if (what, text) != (b"case", value.encode()):
                problems.append(f"{what} {text}, not case {value}")
        elif not tab or what.decode() != name or not is_same(text, value):
            problems.append(f"{what.decode()} is {text[:80]}, not {name} {value!r:.80}")
    if len(got) != len(wanted):
        problems.append(f"{len(got)} texts, not {len(wanted)}")
    return problems


def check_keys(program, kb):
    _, out, errors = run([program, "keys"])
    wanted = f"{len(kb['cases'])} cases, API 1, build of 32\n".encode()
    return [] if out == wanted else out.decode().splitlines() + [errors]
