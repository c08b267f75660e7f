"""Which C and C++ compilers are here, and what they say to kb.c."""
import os
import shutil
import subprocess

WARNINGS = ("-pedantic -Wall -Wextra -Werror -Wconversion -Wsign-conversion -Wshadow "
            "-Woverlength-strings -Wundef -Wcast-qual -Wwrite-strings -O1").split()
C_ONLY = ["-Wmissing-prototypes", "-Wstrict-prototypes"]
SANITIZERS = ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


def run(command, stdin=b""):
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def compilers():
    """(name, command, is it C++?) of what is here."""
    c = [os.environ.get("CC", "cc"), "gcc", "clang"]
    cxx = [os.environ.get("CXX", "c++"), "g++", "clang++"]
    seen = set()
    for command, is_cxx in [(x, False) for x in c] + [(x, True) for x in cxx]:
        path = shutil.which(command.split()[0])
        key = path and (os.path.realpath(path), is_cxx)
        if path and key not in seen:
            seen.add(key)
            yield os.path.basename(command.split()[0]), command.split(), is_cxx


def modes():
    for name, command, is_cxx in compilers():
        for standard in ["c++11", "c++17"] if is_cxx else ["c99", "c11"]:
            language = ["-x", "c++"] if is_cxx else C_ONLY
            yield f"{standard} by {name}", command + ["-std=" + standard] + language + WARNINGS


def compile_with(command, folder, sources, program):
    status, _, errors = run(command + ["-I", os.path.join(folder, "generated")] + sources +
                            ["-o", program])
    return [f"the compiler ends with {status}", errors[:2000]] if status != 0 or errors else []
