"""kbc check --watch: files really change, and it checks again, once for each change."""
import os
import queue
import signal
import subprocess
import threading
import time

KBC = os.environ["KBC"]
SCHEMA = """kbc: 1
name: pages
corpus: {include: ["kb/**/*.md"]}
frontmatter: {presence: optional}
sections: {list: [{id: cause, title: Cause}]}
"""
PAGE = "# Gateway timeout\n\n## Cause\n%s\n"
PATIENCE = 30


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


class Watcher:
    def __init__(self, *words):
        self.lines = queue.Queue()
        self.process = subprocess.Popen([KBC, "check", "--watch", *words], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def until(self, text):
        """The lines up to the one that begins so; what is missing is a failure, not a wait for ever."""
        found, end = [], time.monotonic() + PATIENCE
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no line {text!r} behind {found}") from None
            if line is None:
                raise AssertionError(f"it has ended behind {found}")
            found.append(line)
            if line.startswith(text):
                return found

    def is_quiet(self, seconds=1.0):
        time.sleep(seconds)
        return self.lines.empty()

    def round(self):
        return self.until("watching")

    def end(self, number):
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)


def fresh(name):
    os.makedirs(name)
    os.chdir(name)
    os.mkdir(".git")
    write("kbc.yaml", SCHEMA)
    write("kb/gateway.md", PAGE % "The bank is slow.")


def has(lines, text):
    assert any(text in line for line in lines), f"{text!r} is not in {lines}"


def has_not(lines, text):
    assert not any(text in line for line in lines), f"{text!r} is in {lines}"


def files_of_all_kinds():
    watcher = Watcher()
    try:
        has(watcher.round(), "1 case in 1 file: clean")
        write("kb/gateway.md", PAGE % "TODO")
        lines = watcher.round()
        has(lines, "kb/gateway.md has changed")
        has(lines, "kb/gateway.md:4:1: warning[KBC0900 placeholder]")
        write("kb/new/deep/bank.md", "# Bank timeout\n\n## Cause\nTODO\n")
        has(watcher.round(), "2 cases in 2 files: 2 warnings")
        write("kb/new/deep/zone.md", "# Zone timeout\n\n## Cause\nThe zone.\n")
        has(watcher.round(), "3 cases in 3 files: 2 warnings")
        os.remove("kb/new/deep/bank.md")
        has(watcher.round(), "2 cases in 2 files: 1 warning")
        write("kbc.yaml", SCHEMA + "rules: {placeholder: error}\n")
        has(watcher.round(), "2 cases in 2 files: 1 error")
        write("kbc.yaml", SCHEMA + "rules: {placeholders: error}\n")
        has(watcher.round(), "the schema is wrong")
        write("kbc.yaml", SCHEMA + "baseline: known.jsonl\n")
        has(watcher.round(), 'the baseline "known.jsonl" does not exist')
        subprocess.run([KBC, "check", "--write-baseline", "-q"], check=True, stderr=subprocess.DEVNULL)
        has(watcher.round(), "clean; the baseline has 1")
        write("known.jsonl", '{"kbc-baseline":1}\n')
        has(watcher.round(), "2 cases in 2 files: 1 warning")
        assert watcher.is_quiet(), "it goes on without a change"
        assert watcher.end(signal.SIGINT) == -signal.SIGINT, "SIGINT does not end it"
    finally:
        watcher.process.kill()


def its_own_reports():
    watcher = Watcher("--format", "text", "--format", "json=kb/report.json")
    try:
        has(watcher.round(), "1 case in 1 file: clean")
        assert watcher.is_quiet(), "it takes its own report for a change"
        write("kb/notes.txt", "no case")
        assert watcher.is_quiet(), "a file that is no case is a change"
        write("kb/gateway.md", PAGE % "TODO")
        lines = watcher.round()
        has(lines, "1 case in 1 file: 1 warning")
        has_not(lines, "\x1b")
        assert watcher.is_quiet(), "one change has two rounds"
        assert watcher.end(signal.SIGTERM) == -signal.SIGTERM, "SIGTERM does not end it"
    finally:
        watcher.process.kill()


def named_files_outside():
    write("drafts/one.md", PAGE % "TODO")
    watcher = Watcher("drafts")
    try:
        has(watcher.round(), "1 case in 1 file: 1 warning")
        write("drafts/two.md", "# Bank timeout\n\n## Cause\nTODO\n")
        has(watcher.round(), "2 cases in 2 files: 2 warnings")
        os.remove("drafts/one.md")
        os.remove("drafts/two.md")
        has(watcher.round(), "no file found")
        write("drafts/two.md", "# Bank timeout\n\n## Cause\nTODO\n")
        has(watcher.round(), "1 case in 1 file: 1 warning")
    finally:
        watcher.process.kill()


def wrong_calls():
    for words in (["no-such-file.md"], ["-"], ["--write-baseline"], ["--show-config"], ["--select", "nothing"]):
        done = subprocess.run([KBC, "check", "--watch", *words], stdin=subprocess.DEVNULL, timeout=PATIENCE,
                              capture_output=True, text=True, check=False)
        assert done.returncode == 2, f"{words}: {done}"


def main():
    here = os.getcwd()
    for test in (files_of_all_kinds, its_own_reports, named_files_outside, wrong_calls):
        os.chdir(here)
        fresh(test.__name__)
        try:
            test()
            print(f"ok watch: {test.__name__.replace('_', ' ')}")
        except AssertionError as error:
            print(f"not ok watch: {test.__name__.replace('_', ' ')}\n  {error}")


main()
