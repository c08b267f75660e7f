"""A knowledge base that can be edited as people edit theirs, and laid out as files.

A case is a dict; where it stands (a file of its own, or a place in a bundle) is no part of it."""
import os
import pathlib
import textwrap
import shutil
import subprocess

SCHEMA = """\
kbc: 1
name: random
corpus: {{include: ["kb/**/*.md"]}}
record:
  split: auto
  level: 2
  title: '^(?:(?<number>\\d{{2,}})\\. )?(?<title>.+)$'
  identity: [frontmatter.service, frontmatter.error, title]
frontmatter:
  schema:
    type: object
    required: [service, error]
    properties:
      service: {{type: string}}
      error: {{type: string}}
      owner: {{type: string}}
      weight: {{type: number}}
sections:
  list:
    - {{id: cause, title: Root Cause, content: {{allow: [paragraph, code]}}}}
    - {{id: actions, title: Actions, content: {{allow: [ordered-list]}}}}
rules: {{near-duplicate: off, title-duplicate: off}}
chunks:
  unit: {unit}
  tokens: ..{tokens}
  text: "{{title}}\\nservice: {{service}}\\nerror: {{error}}\\n\\n{{cause}}\\n\\n{{actions}}"
  metadata: [service, error, owner, weight]
"""

WORDS = """pool lock queue disk node route token cache replica index batch timeout retry thread
  연결 대기 재시작 점검 지연 캐시 노드 복제 디스크 세션 장애 확인 로그 임계값 차단 복구 배포
  restart drain raise lower watch rotate flush compare until after before while every""".split()


def words(chance, low, high):
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(low, high)))


def new_case(chance, number):
    return {"title": f"{words(chance, 2, 4).title()} {number}", "service": f"svc-{number % 7}",
            "error": f"{words(chance, 2, 4)} e{number}", "owner": f"team-{number % 3}",
            "weight": number % 5,
            "cause": [words(chance, 5, 30) + "." for _ in range(chance.randint(1, 4))],
            "code": chance.choice([None, None, f"kubectl get pods -n {words(chance, 1, 1)}\n  --watch"]),
            "actions": [words(chance, 3, 15) + "." for _ in range(chance.randint(2, 6))],
            "spaces": 0, "is_broken": False}


def spaced(text, spaces):
    """The same words, with other white space between them."""
    return text.replace(" ", "  ", spaces) if spaces else text


def wrapped(text, spaces, indent):
    """The same words in lines of other lengths."""
    if spaces % 4 < 2:
        return text
    return "\n".join(textwrap.wrap(text, 24 * (spaces % 4), subsequent_indent=indent,
                                   break_long_words=False, break_on_hyphens=False))


def case_text(case, level, number):
    mark = "#" * level
    front = ["---", f"service: {case['service']}", f"error: {case['error']}"]
    front += [f"owner: {case['owner']}", f"weight: {case['weight']}", "---"]
    heading = [f"{mark} {number}{case['title']}"]
    lines = front + heading if not number else heading + front
    gap = [""] * (1 + case["spaces"] % 3)
    if not case["is_broken"]:
        lines += gap + [f"{mark}# Root Cause", ""]
        for paragraph in case["cause"]:
            lines += [wrapped(spaced(paragraph, case["spaces"]), case["spaces"], ""), *gap]
        if case["code"]:
            lines += ["```sh", case["code"], "```", ""]
    lines += gap + [f"{mark}# Actions", ""]
    lines += [wrapped(f"{i + 1}. {spaced(item, case['spaces'])}", case["spaces"], "   ")
              for i, item in enumerate(case["actions"])]
    return "\n".join(lines) + "\n" * (1 + case["spaces"] % 2)


class Corpus:
    """`files` is a list of (path, cases): one case alone, or two and more as a bundle."""

    def __init__(self, top, chance, count):
        self.top, self.chance, self.count = top, chance, 0
        self.numbers = 1  # of the first case of a bundle
        cases = [self.make() for _ in range(count)]
        half = count // 2
        self.files = [(f"kb/a/case-{i:03}.md", [case]) for i, case in enumerate(cases[:half])]
        self.files += [(f"kb/bundle-{i}.md", cases[i:i + 4]) for i in range(half, count, 4)]
        self.schema = SCHEMA.format(unit=chance.choice(["record", "section", "both"]),
                                    tokens=chance.choice([60, 120, 512]))

    def make(self):
        self.count += 1
        return new_case(self.chance, self.count)

    def cases(self):
        return [case for _, cases in self.files for case in cases]

    def free_path(self, stem):
        taken = {path for path, _ in self.files}
        return next(path for i in range(9999) if (path := f"kb/{stem}-{i}.md") not in taken)

    def write(self):
        shutil.rmtree(os.path.join(self.top, "kb"), ignore_errors=True)
        os.makedirs(self.top, exist_ok=True)
        if not os.path.exists(os.path.join(self.top, ".git")):
            subprocess.run(["git", "init", "-q", "--template="], cwd=self.top, check=True)
        pathlib.Path(self.top, "kbc.yaml").write_text(self.schema, encoding="utf-8")
        for path, cases in self.files:
            full = pathlib.Path(self.top, path)
            full.parent.mkdir(parents=True, exist_ok=True)
            if len(cases) == 1:
                text = case_text(cases[0], 1, "")
            else:
                text = "# Bundle\n\n" + "\n---\n\n".join(
                    case_text(case, 2, f"{i + self.numbers:02}. ") for i, case in enumerate(cases))
            full.write_bytes(text.encode())

    # ---- Edits: each says what it may lead to at most ----

    def any_case(self):
        return self.chance.choice(self.cases())

    def edit_text(self):
        case = self.any_case()
        if self.chance.random() < 0.5:
            case["cause"][self.chance.randrange(len(case["cause"]))] = words(self.chance, 4, 20) + "."
        elif len(case["actions"]) > 2 and self.chance.random() < 0.5:
            case["actions"].pop()
        else:
            case["actions"].append(words(self.chance, 3, 40) + ".")
        return "any"

    def change_space(self):
        self.any_case()["spaces"] += 1
        return "nothing"

    def renumber(self):
        self.numbers += self.chance.randint(1, 9)
        return "nothing"

    def move(self):
        i = self.chance.randrange(len(self.files))
        self.files[i] = (self.free_path(self.chance.choice(["moved/x", "b/y", "z"])), self.files[i][1])
        return "update"

    def rename_title(self):
        self.any_case()["title"] = f"{words(self.chance, 2, 4).title()} {self.count}r"
        return "any"

    def change_identity(self):
        self.any_case()["error"] = f"{words(self.chance, 2, 3)} i{self.chance.randrange(10**6)}"
        return "any"

    def change_metadata(self):
        case = self.any_case()
        if self.chance.random() < 0.5:
            case["owner"] = f"team-{self.chance.randrange(100)}"
        else:
            case["weight"] = self.chance.choice([0, 1, 2.5, 10, -3])
        return "update"

    def add(self):
        case = self.make()
        if self.chance.random() < 0.5:
            self.files.append((self.free_path("new"), [case]))
        else:
            cases = self.chance.choice(self.files)[1]
            cases.insert(self.chance.randint(0, len(cases)), case)
        return "any"

    def delete(self):
        if len(self.cases()) < 3:
            return "nothing"
        i = self.chance.randrange(len(self.files))
        path, cases = self.files[i]
        cases.pop(self.chance.randrange(len(cases)))
        if not cases:
            del self.files[i]
        return "any"

    def split(self):
        bundles = [i for i, (_, cases) in enumerate(self.files) if len(cases) > 1]
        if not bundles:
            return "nothing"
        _, cases = self.files.pop(self.chance.choice(bundles))
        for case in cases:
            self.files.append((self.free_path("split"), [case]))
        return "update"

    def join(self):
        if len(self.files) < 3:
            return "nothing"
        self.chance.shuffle(self.files)
        cases = self.files.pop()[1] + self.files.pop()[1]
        self.files.append((self.free_path("joined"), cases))
        return "update"

    EDITS = (edit_text, change_space, renumber, move, rename_title, change_identity,
             change_metadata, add, delete, split, join)
