"""kbc match on what comes as it comes: packed files, pipes, files that grow and change, lines without end."""
import gzip
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.environ["ROOT"], "tests", "e2e", "match"))
import knowledge  # noqa: E402
from knowledge import KBC, report, run  # noqa: E402

PATIENCE = 30
LINES = knowledge.lines(5000, 11)
LOG = "".join(text + "\n" for text, _ in LINES).encode()
HIT = knowledge.line("order-api", "ERROR", knowledge.CASES[0][3], 9, False)
LONGEST = 1 << 20


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout


# ---- Packed ----

def packed():
    """By their first bytes, whatever the name; from a file and from standard input, several streams in a row."""
    want = run("match", "--format", "jsonl", "big.log").stdout
    half = LOG.index(b"\n", len(LOG) // 2) - 20
    formats = [("gzip", gzip.compress)] + ([("zstd", zstd)] if shutil.which("zstd") else [])
    assert len(formats) == 2, "there is no zstd here"
    for name, pack in formats:
        for data in (pack(LOG), pack(LOG[:half]) + pack(LOG[half:]), pack(b"") + pack(LOG) + pack(b"")):
            write("packed.log", data)
            done = run("match", "--format", "jsonl", "packed.log")
            assert done.returncode == 0, (name, done.stderr)
            assert done.stdout.replace(b'"packed.log"', b'"big.log"') == want, name
            done = run("match", "--format", "jsonl", text=data)
            assert done.stdout.replace(b'"<stdin>"', b'"big.log"') == want, name
        write("packed.log", pack(b""))
        done = run("match", "packed.log")
        assert done.returncode == 0 and not done.stdout and "0 lines" in done.stderr, done.stderr


def broken():
    """What is cut off or damaged is said and is status 3; what came before it counts."""
    for name, data in (("gzip", gzip.compress(LOG)), ("zstd", zstd(LOG))):
        damaged = bytearray(data)
        damaged[len(data) // 2] ^= 0xFF
        damaged[len(data) // 2 + 1] ^= 0xFF
        for what, text in (("cut", data[:len(data) // 2]), ("cut at its end", data[:-1]), ("damaged", bytes(damaged)),
                           ("followed", data + b"something else entirely")):
            write("packed.log", text)
            for words, stdin in ((["packed.log"], None), ([], text)):
                done = run("match", "--format", "jsonl", *words, text=stdin)
                assert done.returncode == 3 and "KBC0001 file-unreadable" in done.stderr, (name, what, done.stderr)
                assert "packed.log:" in done.stderr or "<stdin>:" in done.stderr, done.stderr
                for row in done.stdout.splitlines():
                    json.loads(row)
        assert len(done.stdout.splitlines()) == len(LINES), (name, "all that stands before is there")
    write("packed.log", gzip.compress(LOG)[:5])
    done = run("match", "packed.log", "big.log")
    assert done.returncode == 3 and "ends too early" in done.stderr, done.stderr
    assert len(done.stdout.splitlines()) == len(LINES), "the next file is read all the same"


# ---- Long lines ----

def long_lines():
    """The limit does not depend on how the bytes come, and what is not looked at is said."""
    fits = b"x" * (LONGEST - 1 - len(HIT)) + HIT.encode()
    too_long = HIT.encode() + b"y" * LONGEST
    hidden = b"x" * LONGEST + HIT.encode()
    data = b"\n".join([HIT.encode(), fits, too_long, HIT.encode(), hidden, b"z" * 5 * LONGEST, HIT.encode()])
    write("long.log", data)
    done = run("match", "--format", "jsonl", "long.log")
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert done.returncode == 0 and "3 lines are longer than 1 MiB" in done.stderr, done.stderr
    assert [row["line"] for row in rows] == list(range(1, 8)), [row["line"] for row in rows]
    assert [bool(row["case"]) for row in rows] == [True, True, True, True, False, False, True], "cases"
    for row in rows:
        assert data[row["offset"]:][:len(row["text"])] == row["text"].encode() and len(row["text"]) <= LONGEST
    with open("got", "wb") as out:
        process = subprocess.Popen([KBC, "match", "--format", "jsonl"], stdin=-1, stdout=out, stderr=subprocess.DEVNULL)
        for at in range(0, len(data), 37777):
            process.stdin.write(data[at:at + 37777])
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
    with open("got", "rb") as file:
        assert file.read().replace(b'"<stdin>"', b'"long.log"') == done.stdout


# ---- Live ----

class Live:
    def __init__(self, *words, stdin=subprocess.DEVNULL):
        self.rows = queue.Queue()
        self.process = subprocess.Popen([KBC, "match", *words], stdin=stdin, stdout=-1, stderr=-1,
                                        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for row in self.process.stdout:
            self.rows.put(row.decode().rstrip("\n"))
        self.rows.put(None)

    def next(self):
        try:
            return self.rows.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError("nothing came") from None

    def stop(self, number=signal.SIGINT):
        self.process.send_signal(number)
        status, rest = self.process.wait(PATIENCE), []
        while (row := self.next()) is not None:
            rest.append(row)
        return status, rest, self.process.stderr.read().decode()


def append(path, text, mode="a"):
    with open(path, mode, encoding="utf-8") as file:
        file.write(text)


def live_pipe():
    """Each line comes out before the next goes in, and a signal ends it with what was counted."""
    live = Live("--format", "jsonl", stdin=-1)
    for number in range(3):
        live.process.stdin.write(HIT.encode() + b"\n")
        live.process.stdin.flush()
        assert json.loads(live.next())["line"] == number + 1
    live.process.stdin.write(HIT.encode())
    live.process.stdin.flush()
    time.sleep(0.5)
    assert live.rows.empty(), "a line without its end is no line yet"
    status, rest, said = live.stop()
    assert status == 0 and len(rest) == 1 and "4 lines: 4 with a case" in said, (status, rest, said)


def live_fifo():
    """A pipe with a name is waited for; its writer may come late, and a signal ends the wait."""
    os.mkfifo("pipe")
    live = Live("--format", "jsonl", "pipe")
    time.sleep(0.5)
    assert live.process.poll() is None and live.rows.empty()
    with open("pipe", "w", encoding="utf-8") as file:
        for number in range(2):
            file.write(HIT + "\n")
            file.flush()
            assert json.loads(live.next())["line"] == number + 1
    assert live.process.wait(PATIENCE) == 0 and live.next() is None
    live = Live("pipe")
    time.sleep(0.5)
    assert live.stop()[0] == 0
    os.remove("pipe")


def follow():
    """Growth, a line in two pieces, rotation by name, by copy and truncation, a file that comes late."""
    append("app.log", HIT + "\n", "w")
    if os.path.exists("late.log"):
        os.remove("late.log")
    live = Live("--format", "jsonl", "--follow", "app.log", "late.log")
    place = lambda: [(row := json.loads(live.next()))["path"], row["line"], row["offset"], bool(row["case"])]
    n = len(HIT) + 1
    assert place() == ["app.log", 1, 0, True]
    append("app.log", HIT + "\nno case\n" + HIT[:20])
    assert [place(), place()] == [["app.log", 2, n, True], ["app.log", 3, 2 * n, False]]
    append("app.log", HIT[20:] + "\n")
    assert place() == ["app.log", 4, 2 * n + 8, True]
    append("late.log", HIT + "\n")
    assert place() == ["late.log", 1, 0, True]
    append("app.log", "the last one has no end")
    os.rename("app.log", "app.log.1")
    append("app.log.1", ", but goes on")
    time.sleep(0.6)
    append("app.log", HIT + "\n", "w")
    assert place() == ["app.log", 5, 3 * n + 8, False]
    assert place() == ["app.log", 1, 0, True]
    append("app.log", "x" * 300 + "\n")
    assert place() == ["app.log", 2, n, False]
    append("app.log", HIT + "\n", "w")
    assert place() == ["app.log", 1, 0, True]
    append("app.log", "at the end")
    time.sleep(0.6)
    status, rest, said = live.stop(signal.SIGTERM)
    assert status == 0 and [json.loads(row)["text"] for row in rest] == ["at the end"], (status, rest)
    assert "late.log is not there yet" in said and "app.log is another file now" in said, said
    assert "app.log was truncated" in said and "10 lines: 6 with a case, 4 without" in said, said


def follow_fifo():
    """A pipe that nobody writes to is no end of it: the file that comes in its place is read."""
    os.mkfifo("place.log")
    live = Live("--format", "jsonl", "--follow", "place.log")
    time.sleep(0.5)
    append("place.new", HIT + "\n", "w")
    os.rename("place.new", "place.log")
    assert json.loads(live.next())["line"] == 1
    status, _, said = live.stop()
    assert status == 0 and "place.log is another file now" in said, (status, said)


def follow_counts():
    append("app.log", HIT + "\n" + HIT + "\n", "w")
    live = Live("--format", "counts", "--follow", "app.log")
    time.sleep(0.7)
    append("app.log", HIT + "\n")
    time.sleep(0.7)
    status, rows, said = live.stop()
    assert status == 0 and rows[1].split()[:4] == ["Pool", "Exhausted", "order-api", "3"], (rows, said)
    write("packed.log", gzip.compress(b"x\n"))
    done = run("match", "--follow", "packed.log")
    assert done.returncode == 3 and "a packed file cannot be followed" in done.stderr, done.stderr


def stopped():
    """A file that a signal keeps from being read to its end is no success, and what was counted is printed."""
    live = Live("--format", "counts", *["big.log"] * 5000)
    time.sleep(0.7)
    status, rows, said = live.stop()
    assert status == 3 and "stopped by a signal: big.log was read up to line" in said, (status, said)
    assert "inputs were not read at all" in said and rows[-1].startswith("(no case)"), (rows, said)


def reader_goes():
    """head has seen enough: no word, no failure."""
    done = subprocess.run(f"'{KBC}' match big.log big.log big.log big.log; echo $? >status", shell=True, check=False,
                          stdout=subprocess.PIPE, preexec_fn=None, stderr=subprocess.PIPE)
    assert len(done.stdout.splitlines()) == 4 * len(LINES)
    done = subprocess.run(f"{{ '{KBC}' match big.log big.log big.log big.log; echo $? >status; }} | head -n 1", shell=True,
                          check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with open("status", encoding="utf-8") as file:
        assert file.read() == "0\n" and not done.stderr, done.stderr
    if os.path.exists("/dev/full"):
        done = subprocess.run(f"'{KBC}' match big.log >/dev/full", shell=True, check=False, stderr=subprocess.PIPE)
        assert done.returncode == 3 and b"standard output cannot be written" in done.stderr, done.stderr


def own_output():
    """Reading what one writes would never end."""
    write("own.log", LOG)
    with open("own.log", "ab") as out:
        done = subprocess.run([KBC, "match", "own.log"], stdout=out, stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
    assert done.returncode == 2 and b"also where the output goes" in done.stderr, done.stderr
    with open("own.log", "rb") as file:
        assert file.read() == LOG


def unreadable():
    if os.geteuid() != 0:
        write("secret.log", LOG)
        os.chmod("secret.log", 0)
        done = run("match", "secret.log", "big.log")
        assert done.returncode == 3 and "secret.log" in done.stderr, done.stderr
        assert len(done.stdout.splitlines()) == len(LINES)
    done = subprocess.run([KBC, "match"], stdin=os.open(".", os.O_RDONLY), capture_output=True, check=False)
    assert done.returncode == 3 and b"<stdin>" in done.stderr, done.stderr


knowledge.write_cases()
write("big.log", LOG)
for test in (packed, broken, long_lines, live_pipe, live_fifo, follow, follow_fifo,
             follow_counts, stopped, reader_goes, own_output, unreadable):
    report(f"match-streams: {test.__name__.replace('_', ' ')}", test)
