"""Puts the figures of bench-match into one table."""
import re
import subprocess

LIMIT = "newlines"
# What kb.c calls the texts of the cases, and the tables that lead to them.
TEXTS = re.compile(r"_texts$")
LOOK_UP = re.compile(r"_(cases|ids|keys|section_kinds|(id|message)_\w+)$")


def table_bytes(path, count):
    """Bytes a case of the constant data in an object file: (what matches lines, the text of the
    patterns included; what leads to the texts of the cases)."""
    out = subprocess.run(["nm", "-S", path], stdout=subprocess.PIPE, check=True).stdout.decode()
    rows = [row.split() for row in out.splitlines()]
    sizes = {row[3]: int(row[1], 16) for row in rows if len(row) == 4 and row[2] in "rRdD"}
    texts = sum(size for name, size in sizes.items() if TEXTS.search(name))
    look_up = sum(size for name, size in sizes.items() if LOOK_UP.search(name))
    return (sum(sizes.values()) - texts - look_up) / count, look_up / count


def percent(part):
    """Never rounded up to all."""
    right, total = part
    if total == 0:
        return "–"
    if right == total:
        return "100 %"
    return f"{int(right / total * 1e5) / 1e3:.3f} %"


def speed(result, name, size):
    if result is None:
        return "–"
    return result.problem or f"{size['bytes'] / result.best(name) / 1e6:,.0f} MB/s"


def ratio(mine, name, theirs, other):
    if theirs is None or mine.problem or theirs.problem:
        return "–"
    return f"{theirs.best(other) / mine.best(name):.2f} ×"


def is_case(kinds):
    def wanted(kind):
        return kind % 128 < kinds.index("traffic")
    return wanted


def is_korean(kind):
    return kind >= 128


def label_rows(size, fastest, kinds):
    plain, harder = size[fastest, "plain"], size[fastest, "harder"]
    yield "lines labelled right", percent(plain.share("kb"))
    yield "… of Korean cases", percent(plain.share("kb", is_korean))
    yield "harder lines labelled right", percent(harder.share("kb"))
    yield "… of those that belong to a case", percent(harder.share("kb", is_case(kinds)))
    yield "… of Korean cases", percent(harder.share("kb", is_korean))
    for number, kind in enumerate(kinds):
        if is_case(kinds)(number) and kind != "plain":
            part = harder.share("kb", lambda k, number=number: k % 128 == number)
            yield f"… {kind}", percent(part)


def speed_rows(size, paths, peers):
    fastest = size[paths[0], "plain"]
    yield "newline loop", speed(fastest, LIMIT, size)
    for path in paths:
        yield f"kb_match_block, {path}", speed(size[path, "plain"], "kb", size)
    for name, other in peers:
        yield f"{name}, {other}", speed(size["peers"].get(name), other, size)


def ratio_rows(size, paths):
    for path in paths:
        mine = size[path, "plain"]
        yield f"{path} against the newline loop", ratio(mine, "kb", mine, LIMIT)
        for name, other in (("hyperscan literals", "bare"), ("hyperscan literals", "labels"),
                            ("hyperscan regexes", "bare")):
            theirs = size["peers"].get(name)
            yield f"{path} against {name}, {other}", ratio(mine, "kb", theirs, other)
    mine = size[paths[0], "plain"]
    for name, other in (("re2", "labels"), ("grep", "lines"), ("ripgrep", "lines")):
        yield f"{paths[0]} against {name}", ratio(mine, "kb", size["peers"].get(name), other)


def peer_rows(size):
    for name in ("hyperscan literals", "hyperscan regexes", "re2"):
        theirs = size["peers"].get(name)
        if theirs is None or theirs.problem:
            yield f"lines labelled right by {name}", "–"
            continue
        yield f"lines labelled right by {name}", percent(theirs.share("labels"))


def best_id(text):
    rows = re.findall(r"by_id ns ([\d.]+) wrong (\d+)", text)
    if not rows or any(wrong != "0" for _, wrong in rows):
        return "wrong"
    return f"{min(float(nanoseconds) for nanoseconds, _ in rows):.1f} ns"


def size_rows(size):
    yield "bytes a case of the tables that match", f"{size['tables'][0]:,.0f}"
    yield "… of those that find texts by number, id and message", f"{size['tables'][1]:,.0f}"
    yield "kb_by_id", best_id(size["ids"])
    yield "kbc build --emit kb,c", f"{size['build']:.1f} s"
    yield "cc -O2 -c kb.c", f"{size['compile']:.1f} s"
    yield "… memory", f"{size['memory'] / (1 << 20):,.0f} MiB"


def show(sizes, paths, kinds):
    """A Markdown table: a column for each size."""
    peers = [("hyperscan literals", "bare"), ("hyperscan literals", "labels"),
             ("hyperscan regexes", "bare"), ("hyperscan regexes", "labels"), ("re2", "labels"),
             ("grep", "lines"), ("ripgrep", "lines")]
    peers = peers if any(size["peers"] for size in sizes) else []
    columns = []
    for size in sizes:
        column = list(label_rows(size, paths[0], kinds)) + list(speed_rows(size, paths, peers))
        if peers:
            column += list(ratio_rows(size, paths)) + list(peer_rows(size))
        columns.append(column + list(size_rows(size)))
    rows = ["| | " + " | ".join(f"{size['count']:,} cases" for size in sizes) + " |",
            "|---" * (len(sizes) + 1) + "|"]
    for i, (name, _) in enumerate(columns[0]):
        rows.append(f"| {name} | " + " | ".join(column[i][1] for column in columns) + " |")
    return "\n".join(rows)
