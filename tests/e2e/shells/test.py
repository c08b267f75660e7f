"""What shells and man make of the completions and the manual page that kbc writes."""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time

KBC = os.environ["KBC"]
BASH_TRY = """
source ./kbc.bash
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_kbc kbc "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def tell(good, name, *why):
    print(("ok " if good else "not ok ") + name)
    for line in () if good else why:
        print("  " + str(line))


def skip(name, program):
    print(f"ok {name} # SKIP {program} is not here")


def write(name, *call):
    with open(name, "wb") as file:
        subprocess.run([KBC, *call], stdout=file, check=True)


def words(text):
    return text.split("\n")[:-1] if text.endswith("\n") else text.split("\n")


def bash(*line):
    done = subprocess.run(["bash", "--norc", "-c", BASH_TRY, "bash", *line], text=True,
                          capture_output=True, check=False)
    return set(words(done.stdout)) if not done.stderr else {done.stderr}


def fish(line):
    done = subprocess.run(["fish", "--no-config", "-c", 'source kbc.fish; complete -C $argv[1]', line],
                          text=True, capture_output=True, check=False)
    return {row.split("\t")[0] for row in words(done.stdout)} if not done.stderr else {done.stderr}


def zsh(line):
    """What the line becomes when Tab is typed behind it, in a terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="dumb", PS1="> ", ZDOTDIR=os.getcwd())
        os.execvp("zsh", ["zsh", "-f", "-i"])
    seen = b""

    def read_until(mark, seconds=20):
        nonlocal seen
        end = time.monotonic() + seconds
        while mark not in seen and time.monotonic() < end:
            if select.select([terminal], [], [], 0.1)[0]:
                try:
                    seen += os.read(terminal, 65536)
                except OSError:
                    break

    os.write(terminal, b"unsetopt zle_bracketed_paste prompt_cr prompt_sp; "
                       b"autoload -Uz compinit && compinit -u -D && source ./kbc.zsh && echo rea''dy\n")
    read_until(b"ready")
    # The line is taken as it was completed: a function of its name prints its words.
    os.write(terminal, b"kbc() { print -r -- \"<\"\"<$*>\"\">\" }; echo se''t\n")
    read_until(b"set")
    seen = b""
    os.write(terminal, line.encode() + b"\t")
    time.sleep(0.5)
    os.write(terminal, b"\n")
    read_until(b">>", 10)
    os.write(terminal, b"exit\n")
    os.close(terminal)
    os.waitpid(pid, 0)
    found = re.findall(rb"<<(.*?)>>", seen)
    return found[-1].decode() if found else repr(seen)


def options_of(command):
    """The long options in the help of a command."""
    help_text = subprocess.run([KBC, command, "--help"], text=True, stdout=subprocess.PIPE,
                               check=True).stdout
    return set(re.findall(r"^  .{4}--([a-z-]+)", help_text, re.M))


def commands():
    text = subprocess.run([KBC, "--help"], text=True, stdout=subprocess.PIPE, check=True).stdout
    return re.findall(r"^  ([a-z]+) {2,}", text.partition("commands:\n")[2].partition("\n\n")[0], re.M)


def main():
    for shell in ("bash", "zsh", "fish"):
        write("kbc." + shell, "completion", shell)
    write("kbc.1", "man")
    os.mkdir("folder")
    with open("file.md", "w", encoding="ascii"):
        pass
    names = commands()
    tell({"check", "build", "explain", "help", "man", "completion"} <= set(names), "help lists the commands",
         names)

    tell(bash("kbc", "") == set(names), "bash: commands", bash("kbc", ""))
    for command in ("check", "build", "explain"):
        found = {word.strip("-=") for word in bash("kbc", command, "--")}
        tell(found == options_of(command), f"bash: options of {command}",
             found ^ options_of(command))
    rows = [
        (("kbc", "check", "--format", "js"), {"json"}),
        (("kbc", "check", "--format", "=", "js"), {"json"}),
        (("kbc", "check", "--color", "=", "ne"), {"never"}),
        (("kbc", "check", "--select", "yaml-tab,yaml-k"), {"yaml-tab,yaml-key"}),
        (("kbc", "explain", "yaml-plain"), {"yaml-plain-colon"}),
        (("kbc", "completion", "z"), {"zsh"}),
        (("kbc", "check", "--path-base", "f"), {"folder"}),
        (("kbc", "check", "f"), {"folder", "file.md"}),
        (("kbc", "check", "no"), {""}),
    ]
    wrong = [(line, bash(*line)) for line, right in rows if bash(*line) != right]
    tell(not wrong, "bash: values, rules and files", *wrong)

    if shutil.which("fish"):
        tell(fish("kbc ") >= set(names), "fish: commands", fish("kbc "))
        rows = [("kbc check --format js", {"json"}), ("kbc explain yaml-plain", {"yaml-plain-colon"}),
                ("kbc check --select yaml-tab,yaml-k", {"yaml-tab,yaml-key"}),
                ("kbc check --deny", {"--deny-warnings"}), ("kbc completion z", {"zsh"}),
                ("kbc check --path-base fo", {"folder/"})]
        wrong = [(line, fish(line)) for line, right in rows if fish(line) != right]
        tell(not wrong, "fish: options, values and rules", *wrong)
    else:
        skip("fish", "fish")

    if shutil.which("zsh"):
        rows = [("kbc buil", "build"), ("kbc check --deny", "check --deny-warnings"),
                ("kbc check --format=js", "check --format=json"),
                ("kbc explain yaml-plain", "explain yaml-plain-colon")]
        wrong = [(line, zsh(line)) for line, right in rows if zsh(line).strip() != right]
        tell(not wrong, "zsh: commands, options, values and rules", *wrong)
    else:
        skip("zsh", "zsh")

    with open("kbc.1", encoding="utf-8") as file:
        page = file.read()
    missing = [f"{command} --{option}" for command in ("check", "build")
               for option in options_of(command)
               if "\\-\\-" + option.replace("-", "\\-") not in page]
    tell(not missing, "man: every option stands in it", *missing)
    if shutil.which("mandoc"):
        # The page has no date: it would not be the same bytes tomorrow.
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", "kbc.1"], text=True,
                              stdout=subprocess.PIPE, check=False)
        complaints = [line for line in done.stdout.splitlines() if "missing date" not in line]
        tell(not complaints, "man: mandoc has nothing to say", *complaints)
    else:
        skip("man: mandoc", "mandoc")


sys.exit(main())
