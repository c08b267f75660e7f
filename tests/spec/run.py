#!/usr/bin/env python3
"""Runs the examples of the spec documents beside it; tests/README.md says how one is written.

    KBC=path run.py [DOCUMENT…]     "ok" or "not ok" and a diff for each example
"""
import concurrent.futures
import difflib
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OPENING = re.compile(r"^(`{3,})example[ \t]+(.+?)[ \t]*$")
FACT = re.compile(r"^(cases) (\d+)$")
FINDING = re.compile(r"^\d+:\d+ [a-z0-9-]+$")


class Example:
    """One fence: a case in Markdown, a dot, what is found in it, perhaps a dot and facts."""

    def __init__(self, document, line, name, lines):
        # NAME may be followed by schema=FILE, a path from this folder.
        words = name.split()
        options = dict(word.split("=", 1) for word in words if "=" in word)
        self.name = " ".join(word for word in words if "=" not in word)
        self.where = f"{os.path.relpath(document, ROOT)}:{line}"
        self.problem = None
        self.schema = os.path.join(HERE, options.pop("schema", "../../schema/case.yaml"))
        parts = [[]]
        for text in lines:
            if text == "." and len(parts) < 3:
                parts.append([])
            else:
                parts[-1].append(text)
        self.markdown = "".join(decoded(text) + "\n" for text in parts[0])
        self.findings = [text for text in (parts[1] if len(parts) > 1 else []) if text]
        self.facts = [text for text in (parts[2] if len(parts) > 2 else []) if text]
        if len(parts) == 1:
            self.problem = "no line with a single dot behind the case"
        elif not self.findings:
            self.problem = 'expects neither "clean" nor a finding'
        elif self.findings != ["clean"] and not all(map(FINDING.match, self.findings)):
            self.problem = 'findings are written "line:column rule-name"'
        elif not all(map(FACT.match, self.facts)):
            self.problem = 'facts are written "cases N"'
        elif options:
            self.problem = f"unknown option {', '.join(options)}"

    def run(self, kbc):
        """The lines of a complaint; none if all is as the document says."""
        if self.problem:
            return [self.problem]
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, ".git"))
            with open(os.path.join(folder, "input.md"), "wb") as file:
                file.write(self.markdown.encode())
            try:
                done = subprocess.run(
                    [kbc, "check", "--format", "json", "--schema",
                     os.path.realpath(self.schema), "input.md"], cwd=folder,
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                    check=False, timeout=60)
            except subprocess.TimeoutExpired:
                return ["it hangs"]
        try:
            report = json.loads(done.stdout)
        except ValueError:
            report = None
        if done.returncode not in (0, 1, 2) or report is None:
            said = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
            return [f"exit status {done.returncode}"] + said[:30]
        found = [f"{d['line']}:{d['column']} {d['rule']}" for d in report["diagnostics"]]
        # A file without a case is a spec example too, so the call's own status is not looked at.
        got = (found or ["clean"]) + [f"cases {report['summary']['cases']}"][:len(self.facts)]
        want = self.findings + self.facts
        if got == want:
            return []
        messages = [f"{d['line']}:{d['column']}: {d['message']}" for d in report["diagnostics"]]
        return list(difflib.unified_diff(want, got, "the document", "kbc", lineterm="")) + messages


def decoded(text):
    """An arrow stands for a tab, the sign for CR at a line's end for a carriage return."""
    text = text.replace("→", "\t")
    return text[:-1] + "\r" if text.endswith("␍") else text


def examples(document):
    with open(document, encoding="utf-8", newline="\n") as file:
        lines = file.read().split("\n")
    number = 0
    while number < len(lines):
        opening = OPENING.match(lines[number])
        number += 1
        if not opening:
            continue
        start = number
        while number < len(lines) and lines[number].rstrip() != opening[1]:
            number += 1
        example = Example(document, start, opening[2], lines[start:number])
        if number == len(lines):
            example.problem = "its fence is never closed"
        yield example
        number += 1


def main():
    kbc = os.path.abspath(os.environ.get("KBC", "build/kbc"))
    documents = sys.argv[1:] or sorted(glob.glob(os.path.join(HERE, "*.md")))
    wanted = [example for document in documents for example in examples(document)]
    seen, missed = {}, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for example, complaint in zip(wanted, pool.map(lambda e: e.run(kbc), wanted)):
            twin = seen.setdefault(example.name, example)
            if twin is not example:
                complaint = [f"{twin.where} has the same name"] + complaint
            print(("not ok " if complaint else "ok ") + f"spec {example.where}: {example.name}")
            for line in complaint:
                print("  " + line)
            missed += bool(complaint)
    sys.exit(1 if missed else 0)


main()
