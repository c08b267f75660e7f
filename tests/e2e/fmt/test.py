"""kbc fmt on many texts: twice is once, and an independent reader sees what it saw before."""
import ctypes
import ctypes.util
import glob
import os
import random
import re
import subprocess
import unicodedata

KBC, ROOT = os.environ["KBC"], os.environ["ROOT"]
ROUNDS = int(os.environ.get("FMT_ROUNDS", "300"))
CASES = os.path.join(ROOT, "schema", "case.yaml")
PAGES = os.path.abspath("pages.yaml")

# Any Markdown is a page to this schema.
with open(PAGES, "w", encoding="utf-8") as pages:
    pages.write("kbc: 1\nname: pages\nrecord: {split: file}\nfrontmatter: {presence: optional}\n"
                "sections: {additional: true, preamble: allow, "
                "list: [{id: usage, title: Usage, required: false}]}\n")


def fmt(text, schema, *words):
    return subprocess.run([KBC, "fmt", "--schema", schema, *words, "-"], input=text, capture_output=True, check=False)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def load_cmark():
    """cmark as others call it: the page that a reader gets."""
    name = ctypes.util.find_library("cmark")
    if not name:
        return None
    library = ctypes.CDLL(name)
    library.cmark_markdown_to_html.restype = ctypes.c_void_p
    return library


CMARK = load_cmark()


def page(text):
    text = text.replace(b"\r\n", b"\n")
    shown = ctypes.string_at(CMARK.cmark_markdown_to_html(text, ctypes.c_size_t(len(text)), 1 << 17))
    html = shown.decode("utf-8", "replace")
    # Blanks behind a line are no part of a page, but for those of a break, which has a tag.
    return unicodedata.normalize("NFC", html)


def without_front(text):
    return re.sub(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n.*?\n---[ \t]*\r?\n", b"", text, count=1, flags=re.S)


def problem_of(text, schema, is_page):
    """What is wrong with the form of a text; None too if it was left alone."""
    said = fmt(text, schema)
    if said.returncode not in (0, 1, 2) or b"mistake of kbc" in said.stderr:
        return f"status {said.returncode}: {said.stderr.decode()}"
    if said.returncode != 0:
        return None if said.stdout in (text, b"") else "refused, and changed all the same"
    again = fmt(said.stdout, schema)
    if again.stdout != said.stdout:
        return "twice is not once"
    if fmt(said.stdout, schema, "--check").returncode != 0:
        return "--check does not like it"
    if is_page and page(without_front(text)) != page(without_front(said.stdout)):
        return "another page"
    return None


def report(name, problem):
    print(f"not ok fmt: {name}\n  {problem}" if problem else f"ok fmt: {name}", flush=True)


def check_files(paths, schema, is_page):
    for path in paths:
        problem = problem_of(read(path), schema, is_page and CMARK is not None)
        if problem:
            return f"{path}: {problem}"
    return None if paths else "no files"


PARTS = ["# ", "## ", "##", "#  x #", "- ", "* ", "+ ", "1. ", "1) ", "9. ", "10. ", "03. ", "> ", "    ", "  ", "\t",
         "```\n", "~~~\n", "<div>\n", "</div>\n", "<!-- c -->\n", "***\n", "- - -\n", "* * *\n", "[a]: /u\n", "[a]",
         "`", "``", "  \n", " \n", "\n", "\n\n", "\n\n\n", "text", "e\u0301", "\u1112\u1161\u11ab", "\u212b",
         "`e\u0301`", "\\", "|", "*", "_", "foo", "bar ", "* --\n", "*\n", "+\n", "1.\n", "- a\n* b\n", "- a\n\n- b\n",
         "#\n", "# foo \\#\n", "# foo # #\n", "foo #\n=====\n", "a\nb\n=====\n", "<b>", "&amp;", "[x](<a b>)", "\u00a0"]


def check_random(sources):
    """Texts out of scraps, and pieces of files with scraps put in. No row of three dashes: what
    that is, kbc has its own mind about."""
    generator = random.Random(int(os.environ.get("FMT_SEED", "1")))
    changed = 0
    for number in range(ROUNDS):
        scraps = "".join(generator.choice(PARTS) for _ in range(generator.randint(1, 40)))
        text = "intro\n\n" + scraps
        if generator.random() < 0.5:
            lines = read(generator.choice(sources)).decode("utf-8", "replace").replace("---", "***").split("\n")
            at = generator.randrange(len(lines))
            text = "intro\n\n" + "\n".join(lines[at:at + 40] + [scraps] + lines[at + 40:at + 60])
        data = text.encode()
        data = data.replace(b"\n", b"\r\n") if generator.random() < 0.1 else data
        problem = problem_of(data, PAGES, CMARK is not None)
        if problem:
            return f"{number}: {problem}\n{text!r}"
        changed += fmt(data, PAGES).stdout != data
    return None if changed > ROUNDS // 3 else f"only {changed} of {ROUNDS} had another form"


def check_bundle():
    """Code, log lines and values are the bytes that they were."""
    bundle = "# All\n\n"
    for number in range(1, 4):
        bundle += (f"##  {number:02}. Auth - Case {number} ##\n\n---   \nservice: auth-svc\nerror_message: \"e\u0301  {number}\"\n"
                   "---\n### Incident Summary\n[ERROR] 2024-03-15T10:00:00.123Z auth-svc/v4.2.1 "
                   f"[a1b2c3d{number}]: e\u0301  {number}   failed. | Context: {{A=\"1\"}}\n### Root Cause\ntext \n\n\n"
                   "```\ncode  e\u0301\n\n\n\n```\n### Action Items\n1. one thing\n1. other thing\n\n---\n")
    out = fmt(bundle.encode(), CASES).stdout.decode()
    for part in ("[ERROR]", "code  ", "error_message"):
        before = [line for line in bundle.split("\n") if part in line]
        if [line for line in out.split("\n") if part in line] != before:
            return f"{part}\n{out}"
    return None if "code  e\u0301\n\n\n\n```" in out and "\n2. other" in out and "\n## 02. Auth - Case 2\n" in out else out


GOLDENS = sorted(path for path in glob.glob(os.path.join(ROOT, "tests", "golden", "**", "*.md"), recursive=True)
                 if "/driver/" not in path)
KB = sorted(glob.glob(os.path.join(ROOT, "kb", "*", "*.md")))

report("the project's cases", check_files(KB, CASES, True))
report("the inputs of the goldens, as cases", check_files(GOLDENS, CASES, False))
report("the inputs of the goldens, as pages", check_files(GOLDENS, PAGES, False))
report("the manuals", check_files(sorted(glob.glob(os.path.join(ROOT, "*.md")) +
                                         glob.glob(os.path.join(ROOT, "*", "**", "README.md"), recursive=True)),
                                  PAGES, True))
report("texts at random" + ("" if CMARK else " (without cmark to compare)"), check_random(GOLDENS))
report("what stays as it is", check_bundle())
