"""The paths that kb.c can take on this machine, and how each is forced."""
import os
import platform
import shutil
import subprocess
import tempfile

SANITIZERS = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


class Path:
    """A tenth of many lines is enough for what `is_slow`."""

    def __init__(self, name, flags, compiler=None, runner=(), missing=None, is_slow=False):
        self.name, self.flags, self.is_slow = name, flags, is_slow
        self.compiler = compiler or os.environ.get("CC", "cc").split()
        self.runner, self.missing = list(runner), missing


def compiles(command):
    """Does the compiler take these flags?"""
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "a.c")
        with open(source, "w", encoding="ascii") as file:
            file.write("int main(void) { return 0; }\n")
        return subprocess.run(command + [source, "-o", os.path.join(folder, "a")], check=False,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def has_avx2():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return " avx2 " in file.read()
    except OSError:
        return False


def neon():
    compiler, runner = shutil.which("aarch64-linux-gnu-gcc"), shutil.which("qemu-aarch64")
    missing = None if compiler and runner else "no aarch64-linux-gnu-gcc, or no qemu-aarch64"
    return Path("NEON", ["-O2", "-static"], [compiler or "none"], [runner or "none"], missing,
                True)


def elsewhere(name, flags, program, runner=()):
    """A path for which another compiler is needed, and what runs its programs."""
    found = [shutil.which(one) for one in (program, *runner)]
    missing = None if all(found) else "no " + " or no ".join((program, *runner))
    return Path(name, flags, [found[0] or "none"], found[1:] if runner else [], missing, True)


def tools():
    """What `make portable` adds to those that `make agree` takes."""
    return [
        elsewhere("32 bits", ["-O2", "-static"], "i686-linux-gnu-gcc"),
        elsewhere("32 bits with -O0", ["-O0", "-static"], "i686-linux-gnu-gcc"),
        elsewhere("big-endian", ["-O2", "-static"], "s390x-linux-gnu-gcc", ("qemu-s390x",)),
        elsewhere("gcc -O0", ["-O0"], "gcc"),
        elsewhere("gcc -O3", ["-O3"], "gcc"),
        elsewhere("clang -O0", ["-O0"], "clang"),
        elsewhere("clang -O3", ["-O3"], "clang"),
        neon(),
    ]


def unwritten():
    """What `make msan` takes: kb.c needs no library, so nothing in it is unknown to the sanitizer."""
    flags = ["-O1", "-g", "-fsanitize=memory", "-fno-sanitize-recover=all"]
    return [elsewhere("under MSan", flags, "clang"),
            elsewhere("plain C under MSan", flags + ["-DKB_NO_SIMD"], "clang")]


def here():
    asked = {"tools": tools, "msan": unwritten}.get(os.environ.get("AGREE_PATHS"))
    if asked:
        return asked()
    cc = os.environ.get("CC", "cc").split()
    is_x86 = platform.machine() in ("x86_64", "AMD64")
    made = [Path("as it chooses", ["-O2"]), Path("plain C", ["-O2", "-DKB_NO_SIMD"])]
    if is_x86:
        made.append(Path("SSE2", ["-O2", "-DKB_NO_DISPATCH", "-msse2"]))
        made.append(Path("AVX2", ["-O2", "-DKB_NO_DISPATCH", "-mavx2", "-mbmi", "-mbmi2", "-mlzcnt"],
                         missing=None if has_avx2() else "this processor has no AVX2"))
    made.append(Path("under ASan and UBSan", SANITIZERS, is_slow=True,
                     missing=None if compiles(cc + SANITIZERS) else "the compiler has none"))
    return made + [neon()]
