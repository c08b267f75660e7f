"""kb.c on each way to look at bytes that a machine may have: all say the same of any line.

Finds KBC, CC, WORK and ROOT in its environment; see tests/README.md."""
import os
import random
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import twin  # noqa: E402

KBC = os.environ["KBC"]
ROOT = os.environ.get("ROOT", os.path.dirname(os.path.dirname(os.path.dirname(HERE))))
CC = os.environ.get("CC", "cc").split()
STACK = 8192

# Name, flags, and what is tried beside -O2.
WAYS = [("as it comes", []),
        ("what all of its kind have", ["-DKB_NO_DISPATCH"]),
        ("plain C", ["-DKB_NO_SIMD"]),
        ("not optimised", ["-O0"]),
        ("sanitized", ["-O1", "-g", "-fsanitize=address,undefined",
                       "-fno-sanitize-recover=all"]),
        ("plain C, sanitized", ["-O1", "-g", "-DKB_NO_SIMD", "-fsanitize=address,undefined",
                                "-fno-sanitize-recover=all"])]
VALUES = ["7", "10.0.0.1:80", "'x'", '"a-b"', "/var/log/x", "u@h.org", "v2.1", "[FIN-AB12]"]
EXTRA = ["", "", "", "Process Failed: ", "2026-01-01T00:00:00Z stdout F ", '{"log":"', "[", "[INFO] "]


def run(command, **more):
    done = subprocess.run(command, capture_output=True, check=False, **more)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def report(name, problems):
    print(("not ok" if problems else "ok") + f" matcher: {name}")
    for problem in problems[:10]:
        print(f"  {problem}")


def build(folder):
    for name in ("kb", "schema"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name))
    os.makedirs(os.path.join(folder, ".git"))
    status, out, errors = run([KBC, "build", "--emit", "c,samples"], cwd=folder)
    return [] if status == 0 else [f"kbc build ends with {status}", out.decode(), errors]


def changed(line, dice):
    """The line with another case, other values, words out of place, cut or grown."""
    words = line.split(" ")
    for _ in range(dice.randrange(4)):
        i, kind = dice.randrange(len(words)), dice.randrange(6)
        if kind == 0:
            words[i] = words[i].swapcase()
        elif kind == 1:
            words.insert(i, dice.choice(VALUES))
        elif kind == 2 and len(words) > 1:
            del words[i]
        elif kind == 3:
            words[i] += dice.choice([",", " -", ":", "'", '"', "\t", "/", "\x01", "é"])
        elif kind == 4:
            words[i] = words[i][:dice.randrange(len(words[i]) + 1)]
        else:
            words[i] *= dice.choice([1, 2, 9, 70])
    return dice.choice(EXTRA) + " ".join(words) + dice.choice(["", "", "\r"])


def text_of(folder):
    dice = random.Random(3)
    with open(os.path.join(folder, "generated", "sample.log"), encoding="utf-8") as file:
        samples = file.read().splitlines()
    lines = samples + [changed(dice.choice(samples), dice) for _ in range(6000)]
    dice.shuffle(lines)
    return "\n".join(lines).encode()


def compiled(folder, compiler, flags, name):
    """The program, or what the compiler says."""
    program = os.path.join(folder, name)
    status, _, errors = run(compiler + ["-std=c99", "-O2", "-Wall", "-Wextra", "-Werror"] + flags +
                            ["-I", os.path.join(folder, "generated"),
                             os.path.join(folder, "generated", "kb.c"),
                             os.path.join(HERE, "lines.c"), "-o", program])
    return program, [] if status == 0 else [f"the compiler ends with {status}", errors[:1500]]


def check_way(folder, name, compiler, flags, text, wanted, runner=()):
    program, problems = compiled(folder, compiler, flags, "lines-" + re.sub(r"\W", "-", name))
    if not problems:
        status, out, errors = run([*runner, program], input=text)
        if status != 0:
            problems = [f"ends with {status}", out[-200:].decode(), errors[:1500]]
        elif wanted is not None and out != wanted:
            problems = ["says something else than the first way"]
        else:
            wanted = out
    report(name, problems)
    return wanted


def check_arm(folder, text, wanted):
    compiler, qemu = shutil.which("aarch64-linux-gnu-gcc"), shutil.which("qemu-aarch64")
    if not compiler or not qemu:
        print("ok matcher: NEON # SKIP no compiler or no emulator for 64-bit ARM")
        return
    check_way(folder, "NEON", [compiler, "-static"], [], text, wanted, (qemu,))


def deepest(name, own, calls, known):
    if name not in known:
        known[name] = 0         # nothing calls itself
        below = [deepest(other, own, calls, known) for other in calls.get(name, ())]
        known[name] = own.get(name, 0) + 8 + max(below, default=0)
    return known[name]


def check_stack(folder):
    """What a caller of kb.h needs at most, return addresses included."""
    status, _, _ = run(CC + ["-std=c99", "-O2", "-c", "-fcallgraph-info=su", "generated/kb.c"],
                       cwd=folder)
    path = os.path.join(folder, "kb.ci")
    if status != 0 or not os.path.exists(path):
        print("ok matcher: stack # SKIP the compiler does not tell")
        return
    with open(path, encoding="utf-8") as file:
        text = file.read()
    own = {name: int(n) for name, n in
           re.findall(r'node: { title: "([^"]+)" label: "[^"]*?(\d+) bytes', text)}
    calls = {}
    for caller, called in re.findall(r'edge: { sourcename: "([^"]+)" targetname: "([^"]+)"', text):
        calls.setdefault(caller, set()).add(called)
    problems = re.findall(r'label: "(\S+) [^"]*dynamic\)', text)
    most = {name: deepest(name, own, calls, {}) for name in own}
    name = max(most, key=most.get, default=None)
    if name is None or most[name] > STACK:
        problems.append(f"{name} needs {most.get(name)} bytes, {STACK} are the limit")
    report(f"stack: {most.get(name)} bytes for {name}", problems)


def main():
    folder = os.path.join(os.getcwd(), "own")
    problems = build(folder)
    report("a knowledge base", problems)
    if twin.program():
        report("kb.c is what the plain kbc writes", problems or twin.differences(folder, "c,samples"))
        return
    if problems:
        return
    text, wanted = text_of(folder), None
    for name, flags in WAYS:
        probe = run(CC + flags + ["-x", "c", "-", "-o", os.path.join(folder, "probe")],
                    input=b"int main(void) { return 0; }\n")
        if probe[0] != 0:
            print(f"ok matcher: {name} # SKIP the compiler has it not")
            continue
        wanted = check_way(folder, name, CC, flags, text, wanted)
    count = len((wanted or b"").splitlines())
    report("the lines try something", [] if 1000 < count < 5900 else [f"{count} belong to a case"])
    check_arm(folder, text, wanted)
    check_stack(folder)


if __name__ == "__main__":
    sys.exit(main())
