"""Lists the mutants of a C file: each is one small change that a test should notice."""
import collections
import re

TOKEN = re.compile(r"""
    (?P<skip>/\*.*?\*/|//[^\n]*|^[ \t]*\#(?:[^\n\\]|\\.|\\\n)*|\s+)
  | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
  | (?P<number>\b0[xX][0-9a-fA-F]+[uUlL]*|\b\d+[uUlL]*\b)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<sign><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|.)
""", re.X | re.S | re.M)

SWAPS = {
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"],
    "==": ["!="], "!=": ["=="], "&&": ["||"], "||": ["&&"],
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"],
    "<<": [">>"], ">>": ["<<"], "&": ["|"], "|": ["&"], "^": ["&"],
    "++": ["--"], "--": ["++"], "+=": ["-="], "-=": ["+="], "|=": ["&="], "&=": ["|="],
    "<<=": [">>="], ">>=": ["<<="], "^=": ["&="],
}
UNARY_TOO = {"+", "-", "*", "&", "/"}
NAMES = {"true": "false", "false": "true"}
# What a bug of ours or no memory ends in: no test gets there.
DEAD = {"die", "assert"}

Token = collections.namedtuple("Token", "kind text start end")
Mutant = collections.namedtuple("Mutant", "start end text function line")


def tokens_of(text):
    return [Token(m.lastgroup, m.group(), m.start(), m.end())
            for m in TOKEN.finditer(text) if m.lastgroup != "skip"]


def closing(tokens, at):
    """The index of the bracket that closes the one at `at`."""
    depth = 0
    for i in range(at, len(tokens)):
        depth += tokens[i].text in ("(", "[", "{")
        depth -= tokens[i].text in (")", "]", "}")
        if depth == 0:
            return i
    return len(tokens) - 1


def functions_of(tokens):
    """The name of the function that each token stands in, "" outside."""
    names, i, depth = [""] * len(tokens), 0, 0
    while i < len(tokens):
        if depth == 0 and tokens[i].text == "(" and i and tokens[i - 1].kind == "name":
            end = closing(tokens, i)
            if end + 1 < len(tokens) and tokens[end + 1].text == "{":
                last = closing(tokens, end + 1)
                names[i - 1:last + 1] = [tokens[i - 1].text] * (last + 2 - i)
                i = last
        i += 1
    return names


def number_changes(text):
    digits = text.rstrip("uUlL")
    is_octal = len(digits) > 1 and digits.isdigit() and digits[0] == "0"
    value, rest = int(digits, 8 if is_octal else 0), text[len(digits):]
    form = "0{:o}" if is_octal else "0x{:X}" if digits[:2] in ("0x", "0X") else "{}"
    return [form.format(n) + rest for n in (value + 1, value - 1) if n >= 0]


def text_changes(text):
    if text[0] == '"':
        return ['""'] if len(text) > 2 else []
    if len(text) == 3 and text[1].isalnum():
        return [f"'{chr(ord(text[1]) + 1)}'", f"'{chr(ord(text[1]) - 1)}'"]
    return [f"({text} + 1)"]


def dead_stretches(tokens):
    """The indexes of the tokens inside die(...) and assert(...)."""
    dead = set()
    for i in range(len(tokens) - 1):
        if tokens[i].text in DEAD and tokens[i + 1].text == "(":
            dead.update(range(i, closing(tokens, i + 1) + 1))
    return dead


def statement_ends(tokens, i):
    """The index of the ";" of the statement that begins at i; None if none does or it is a
    declaration."""
    before, first = tokens[i - 1].text, tokens[i]
    if before not in ("{", "}", ";", ")", "else", ":") or first.kind == "text":
        return None
    if first.text in ("if", "for", "while", "do", "switch", "case", "default", "else", "struct",
                      "const", "static", "enum", "union", "{", "}", ";", ")"):
        return None
    if first.kind == "sign" and first.text not in ("*", "++", "--", "("):
        return None
    jump = first.text in ("return", "break", "continue")
    following = tokens[i + 1]
    if first.kind == "name" and not jump and following.kind == "name":
        return None
    if first.kind == "name" and following.text == "*" and tokens[i + 2].start == following.end:
        return None
    if before == ")" and not heads_a_statement(tokens, i - 1):
        return None
    depth = 0
    for end in range(i, len(tokens)):
        depth += tokens[end].text in ("(", "[", "{")
        depth -= tokens[end].text in (")", "]", "}")
        if depth < 0:
            return None
        if depth == 0 and tokens[end].text == ";":
            return end
    return None


def heads_a_statement(tokens, end):
    """Does the bracket that closes at `end` belong to an if, a for or a while?"""
    depth = 0
    for i in range(end, -1, -1):
        depth += tokens[i].text == ")"
        depth -= tokens[i].text == "("
        if depth == 0:
            return tokens[i - 1].text in ("if", "for", "while")
    return False


def changes_at(tokens, i, text):
    """[(start, end, replacement)] for what begins at the token i."""
    token = tokens[i]
    found = []
    if token.kind == "number":
        found = [(token.start, token.end, new) for new in number_changes(token.text)]
    elif token.kind == "text":
        found = [(token.start, token.end, new) for new in text_changes(token.text)]
    elif token.text in NAMES:
        found = [(token.start, token.end, NAMES[token.text])]
    elif token.text in SWAPS and not (
            token.text in UNARY_TOO and text[token.end:token.end + 1] not in (" ", "\n")):
        found = [(token.start, token.end, new) for new in SWAPS[token.text]]
    elif token.text == "!":
        found = [(token.start, token.end, "")]
    elif token.text == "if" and tokens[i + 1].text == "(":
        end = closing(tokens, i + 1)
        inside = [t.text for t in tokens[i + 2:end]]
        if not set(inside) & {"<", "<=", ">", ">=", "==", "!=", "&&", "||", "!"}:
            found = [(tokens[i + 1].end, tokens[end].start,
                      f"!({text[tokens[i + 1].end:tokens[end].start]})")]
    if i:
        end = statement_ends(tokens, i)
        if end is not None and tokens[i].text not in DEAD:
            found.append((token.start, tokens[end].end, ";"))
    return found


def mutants_of(text):
    tokens = tokens_of(text)
    functions, dead = functions_of(tokens), dead_stretches(tokens)
    found = []
    for i in range(len(tokens)):
        if i not in dead:
            for start, end, new in changes_at(tokens, i, text):
                line = text.count("\n", 0, start) + 1
                found.append(Mutant(start, end, new, functions[i], line))
    return found


def apply(text, mutant):
    return text[:mutant.start] + mutant.text + text[mutant.end:]


def name_of(text, mutant):
    """How a person would say it: the line as it stands, and as it is changed."""
    first = text.rfind("\n", 0, mutant.start) + 1
    last = text.find("\n", mutant.end)
    new = text[first:mutant.start] + mutant.text + text[mutant.end:last]
    return (" ".join(text[first:last].split()), " ".join(new.split()))
