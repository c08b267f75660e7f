"""Storms of cases: as many of them in one file as 1 MiB takes, alike in ways that are dear to compare."""
from parts import HEAD, LEVELS, MIB, case, cause, fill, log, words


def front(i, lines):
    return f"## {i + 1:02}. A{i}\n---\n{lines}---\n"


LONG = " ".join(["alpha"] * 19)
ROTATED = "abcdefghijklmnopqrstuvwxyz"

STORMS = {
    "tiny": lambda i: f"## {i % 90 + 10}. a\n",
    "tiny-front": lambda i: f"## {i}\n---\na: b\n---\n",
    "whole": lambda i: case(i),
    "same": lambda i: case(0),
    "same-message": lambda i: case(i, "it failed", title=f"t{i}"),
    "same-message-services": lambda i: case(i, "it failed", service=f"s{i}", title=f"t{i}"),
    "same-title": lambda i: case(i, title="same"),
    "inside": lambda i: case(i, " ".join(["go"] * (i % 38 + 2))),
    "inside-growing": lambda i: case(i, " ".join(f"w{n}" for n in range(i % 30 + 1)), service=f"s{i // 30}"),
    "inside-services": lambda i: case(i, " ".join(["go"] * (i % 38 + 2)), service=f"s{i % 7}"),
    "inside-tail": lambda i: case(i, f"{words(i, 1)} " + LONG),
    "inside-short": lambda i: case(i, "fail" if i == 0 else f"{words(i, 2)} fail {i}"),
    "one-word": lambda i: case(i, f"w{i:06}"),
    "numbers": lambda i: case(i, f"code {i} of 7"),
    "numbers-many": lambda i: case(i, " ".join(str(i * p % 9973) for p in (1, 3, 7, 11, 13, 17, 19))),
    "numbers-and-words": lambda i: case(i, f"code {i % 40} of {i // 40} in {words(i % 3, 1)}"),
    "vary-one-word": lambda i: case(i, f"the {words(i, 1)}{i} could not start", service=f"s{i}"),
    "vary-two-words": lambda i: case(i, f"the {words(i % 50, 1)} could not {words(i // 50, 1)} it", service=f"s{i % 3}"),
    "vary-each-place": lambda i: case(i, " ".join("x" if n != i % 9 else f"y{i}" for n in range(10)), service=f"s{i}"),
    "shared-words": lambda i: case(i, " ".join(ROTATED[(i * p) % 26] * 2 for p in range(1, 30))),
    "labels": lambda i: case(i, f"Label{i % 10} - {words(i // 10, 2)}"),
    "labels-many": lambda i: case(i, " - ".join(words(i + n, 1) for n in range(12))),
    "near": lambda i: case(i, cause_text=f"The shared text of {i // 8} stands here word by word in each. " + words(i, 10)),
    "near-items": lambda i: case(i, steps="".join(f"{n + 1}. Look at the graph of {words(i // 7 * 5 + n, 4)} now.\n" for n in range(5))),
    "near-all": lambda i: case(i, cause_text="The same text stands here word by word in each of them, and more."),
    "near-pairs": lambda i: case(i, cause_text="\n\n".join(f"Paragraph {(i * 31 + n * n) % 997} is shared by some of them here." for n in range(4))),
    "unknown-keys": lambda i: front(i, f"servise: a\neror_message: b{i}\n"),
    "unknown-keys-many": lambda i: front(i, "".join(f"serv{n}ce: a\n" for n in range(60))),
    "sections-misspelt": lambda i: front(i, "service: a\n") + "### Incidnt Sumary\na\n### Rot Cuase\nb\n### Acton Itms\n1. c\n",
    "sections-many": lambda i: front(i, "service: a\n") + "### Root Cause\na\n" * 200,
    "yaml-broken": lambda i: front(i, "service: a: b\nerror_message: \"x\n"),
    "yaml-broken-lines": lambda i: front(i, "".join(f"k{n}: a: b\n" for n in range(100))),
    "yaml-anchors": lambda i: front(i, "service: &a b\nerror_message: *a\n"),
    "yaml-flow": lambda i: front(i, "service: " + "[" * 15 + "]" * 15 + "\n"),
    "yaml-cut-values": lambda i: front(i, "service: a # b\nerror_message: c #d\n"),
    "front-unclosed": lambda i: f"## {i + 1:02}. A\n---\nservice: a\n\n",
    "front-unopened": lambda i: f"## {i + 1:02}. A\nservice: a\nerror_message: b\n---\n",
    "front-twice": lambda i: f"## {i + 1:02}. A\n---\na: b\n---\n---\na: b\n---\n",
    "front-indented": lambda i: f"## {i + 1:02}. A\n ---\na: b\n ---\n",
    "front-lonely": lambda i: "---\na: b\n---\n",
    "numbers-same": lambda i: case(0, words(i), title=f"t{i}"),
    "numbers-down": lambda i: case(900000 - i, words(i)),
    "times-down": lambda i: case(3000000 - i, words(i)),
    "trace-same": lambda i: case(i).replace(f"[t{i:06x}]", "[aaaaaaaa]"),
    "versions": lambda i: case(i).replace("/v1 ", f"/v{i * 7919 % 1000}.{i % 9} "),
    "levels": lambda i: case(i).replace("[ERROR]", f"[{LEVELS[i % 5]}]"),
    "contexts": lambda i: case(i).replace("\n### Root", " | Context: {" + ", ".join(f'K{n}="{i}"' for n in range(40)) + "}\n### Root"),
    "contexts-keys": lambda i: case(i).replace("\n### Root", " | Context: {" + ", ".join(f'K{i}x{n}="1"' for n in range(40)) + "}\n### Root"),
    "contexts-styles": lambda i: case(i).replace("\n### Root", " | Context: {user_id=\"1\", UserId=\"2\", userid=\"3\", ClientIP=\"8.8.8.8\"}\n### Root"),
    "contexts-quantities": lambda i: case(i, cause_text="The timeout of 3s passed, and the limit of 5GB was exceeded.").replace(
        "\n### Root", f" | Context: {{Timeout=\"{i}ms\", Limit=\"{i}GB\", Used=\"{i}MB\"}}\n### Root"),
    "links-each": lambda i: case(i, cause_text=f"[a](#gate---{i}) [b](x{i}.md)"),
    "separators": lambda i: f"## {i + 1:02}. A{i}\n---\na: b\n---\n### B\n---\n",
    "suggestions": lambda i: case(i, service=f"gate-{words(i, 1)}"),
    "fixable": lambda i: case(i, cause_text="A  b \u200bc \u00a0d TODO.  E\u0301 f ! ", steps="3. Now  a;\n3. Then b;\n"),
}


def one_line():
    """A log line of 64 KiB with as many context keys as fit."""
    pairs = ", ".join(f'K{n}="{n}"' for n in range(4500))
    return (HEAD.replace(log(), log(context=pairs)) + "## Root Cause\n\nIt is so.\n").encode()


def storms():
    made = {"case-" + name: (lambda make=make: fill(make)) for name, make in STORMS.items()}
    made["case-context-line"] = one_line
    made["case-log-lines-paragraph"] = lambda: cause(lambda i: log(i) + "\n")
    made["case-front-keys"] = lambda: b"---\n" + fill(lambda i: f"k{i}: a\n", 65000) + b"---\n# A\n## Root Cause\na\n"
    made["case-front-same-key"] = lambda: b"---\n" + fill(lambda i: "k: a\n", 65000) + b"---\n# A\n"
    made["case-front-long-key"] = lambda: b"---\n" + b"k" * 65000 + b": a\n---\n# A\n"
    made["case-front-nesting"] = lambda: b"---\na: " + b"[" * 30000 + b"]" * 30000 + b"\n---\n# A\n"
    made["case-front-braces"] = lambda: b"---\na: " + b"{a: " * 16000 + b"\n---\n# A\n"
    made["case-front-quotes"] = lambda: b"---\n" + fill(lambda i: f"k{i}: \"a\n", 65000) + b"---\n# A\n"
    made["case-front-questions"] = lambda: b"---\n" + b"? " * 32000 + b"\n---\n# A\n"
    made["case-front-aliases"] = lambda: b"---\n" + fill(lambda i: f"k{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n", 65000) + b"---\n# A\n"
    made["case-front-tags"] = lambda: b"---\n" + fill(lambda i: f"%TAG !{i}! x\n", 65000) + b"---\n# A\n"
    made["case-front-comments"] = lambda: b"---\na: b\n" + b"#\n" * 32000 + b"---\n# A\n"
    made["case-front-too-long"] = lambda: b"---\n" + fill(lambda i: f"k{i}: a\n", MIB - 20) + b"---\n# A\n"
    made["case-front-many-long"] = lambda: fill(lambda i: front(i, fill(lambda n: f"k{n}: a: b\n", 65000).decode()))
    made["case-front-many-keys"] = lambda: fill(lambda i: front(i, fill(lambda n: f"k{n}: a\n", 65000).decode()))
    return made
