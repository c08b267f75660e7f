"""The sample program of README.md: it compiles as C and C++, names the case of every sample line and of no
other, and so does the example in kb.h."""
import json
import os
import re
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
KBC, ROOT, WORK, CC = os.environ["KBC"], os.environ["ROOT"], os.environ["WORK"], os.environ["CC"]
PROGRAM = os.path.join(HERE, "titles.c")
FLAGS = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-O1"]
NOISE = ["", "[INFO] 2024-03-15T11:45:00.123Z nobody/v1.0.0 [abc12345]: The night was quiet. | Context: {A=\"1\"}",
         "\tat com.example.Pay.run(Pay.java:7)", "[ERROR]", "no template at all " * 40, "\0\x01\udcff"]


def say(name, problems):
    print(("not ok " if problems else "ok ") + "sample-program: " + name)
    for problem in problems[:10]:
        print("  " + problem)


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def compilers():
    """How to compile as C and, where there is a compiler for it, as C++."""
    yield "C99", [CC, "-std=c99"]
    for candidate in ("g++", "c++", "clang++"):
        if shutil.which(candidate):
            yield "C++", [candidate, "-x", "c++", "-std=c++11"]
            return
    print("ok sample-program: C++ # SKIP no C++ compiler here")


def compile_with(command, source, program):
    done = subprocess.run([*command, *FLAGS, "-I", "out", "-o", program, source, "out/kb.c"],
                          capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [done.stderr[-2000:]]


def expected(lines, labels, titles):
    """What is printed for the sample lines, each as often as it stands there."""
    return [f"{titles[label['case']]}: {line}" for line, label in zip(lines, labels)]


def run(program, log):
    done = subprocess.run([program], input=log, capture_output=True, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace").split("\n"), done.stderr.decode()


def compare(program, log, wanted):
    status, out, errors = run(program, log)
    problems = [] if status == 0 and out[-1] == "" else [f"status {status}, ends with {out[-1]!r}"]
    if not errors.startswith(f"{len(wanted)} lines "):
        problems.append(errors)
    return problems + [f"should {a!r}\n    is     {b!r}" for a, b in zip(wanted, out[:-1]) if a != b] + \
        ([] if len(wanted) == len(out) - 1 else [f"{len(out) - 1} lines, not {len(wanted)}"])


def logs(lines, wanted):
    """Logs that are hard to read in pieces, and what is to be printed."""
    yield "sample.log", lines, wanted
    yield "sample.log among other lines", [text for line in lines for text in (*NOISE, line)], wanted
    many = [text for i in range(40) for line in lines for text in (line, NOISE[i % len(NOISE)])]
    yield "more than the buffer holds", many, wanted * 40
    long = "x" * (3 << 16)
    yield "a line longer than the buffer", [lines[0], long, lines[1], long[:1 << 16], lines[2]], wanted[:3]


def of_header():
    """The example in the comment of kb.h, in a function of its own."""
    code = re.search(r"\n \*     (struct kb_match match;\n(?: \*     .*\n)+)", read("out/kb.h"))
    if not code:
        return "", []
    body = re.sub(r"(?m)^ \*", "", " *     " + code[1])
    lines = ["#include <stdio.h>", "#include <string.h>", '#include "kb.h"', "int main(int n, char **words) {",
             "  const char *line = words[n - 1];", "  size_t length = strlen(line);", body, "  return 0;", "}", ""]
    return "\n".join(lines), body.split("\n")


def shown_in_readme():
    """The program where README.md shows it: a fence of C that calls kb_match_block."""
    fences = re.findall(r"(?ms)^```c\n(.*?)^```$", read(os.path.join(ROOT, "README.md")))
    return [fence for fence in fences if "kb_match_block" in fence]


def main():
    done = subprocess.run([KBC, "build", "-o", os.path.join(WORK, "out"), "--emit", "c,kb,samples"], cwd=ROOT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    titles = {case["id"]: case["title"] for case in json.loads(read("out/kb.json"))["cases"]}
    labels = [json.loads(line) for line in read("out/sample.labels.jsonl").splitlines()]
    lines = read("out/sample.log").splitlines()
    wanted = expected(lines, labels, titles)
    say("every case has a sample line", [] if {label["case"] for label in labels} == set(titles) and
        len(lines) == len(labels) else ["not all have"])
    source = read(PROGRAM)
    say("it has at most forty lines", [] if source.count("\n") <= 40 else [str(source.count("\n"))])
    example, body = of_header()
    say("kb.h has an example", [] if body else ["none is found"])
    with open("example.c", "w", encoding="utf-8") as file:
        file.write(example)
    for name, command in compilers():
        program = os.path.join(WORK, "titles-" + name)
        problems = compile_with(command, PROGRAM, program)
        say(f"it compiles as {name}", problems)
        for what, log, out in logs(lines, wanted) if not problems else ():
            for end in ("\n", ""):
                text = ("\n".join(log) + end).encode("utf-8", "surrogateescape")
                say(f"{name}: {what}{'' if end else ', without a last line end'}", compare(program, text, out))
        problems = compile_with(command, "example.c", os.path.join(WORK, "example-" + name))
        say(f"the example of kb.h compiles as {name}", problems)
        if not problems:
            got = subprocess.run([os.path.join(WORK, "example-" + name), lines[0]], capture_output=True, check=False)
            say(f"the example of kb.h names the case, as {name}",
                [] if got.stdout.decode().strip() == wanted[0].split(": ")[0] else [repr(got.stdout)])
    shown = shown_in_readme()
    if shown:
        say("README.md shows this very program", [] if shown == [source] else ["it shows another one"])
    else:
        print("ok sample-program: README.md shows this very program # SKIP it shows none")


main()
