"""What a sanitized kbc writes beside what the plain one writes: where those are the same bytes, what the plain
half of the tests does with them holds for both, and the C needs no second round of compilers.

`make test` names the plain kbc in PLAIN_KBC for the sanitized half."""
import filecmp
import os
import shutil
import subprocess


def program():
    """The plain kbc, or nothing if it is the one that is tested."""
    twin = os.environ.get("PLAIN_KBC")
    return twin if twin and os.path.exists(twin) and not os.path.samefile(twin, os.environ["KBC"]) else None


def differences(folder, emitters, made="generated"):
    """Builds the project in `folder` once more, by the plain kbc; what in `made` is not the same."""
    other = os.path.join(folder, "plain")
    done = subprocess.run([program(), "build", "--emit", emitters, "-o", "plain"], cwd=folder, check=False,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        return [f"the plain kbc ends with {done.returncode}", done.stderr]
    names = {os.path.relpath(os.path.join(at, name), top)
             for top in (other, os.path.join(folder, made)) for at, _, found in os.walk(top) for name in found}
    _, unlike, missing = filecmp.cmpfiles(other, os.path.join(folder, made), names, shallow=False)
    shutil.rmtree(other)
    problems = [f"{name} is not what the plain kbc writes" for name in sorted(unlike + missing)]
    return problems or ([] if len(names) > 2 else ["nothing was written"])
