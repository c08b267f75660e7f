"""A PostgreSQL server for one test: a folder and a socket of its own, gone when the test is, however that ends."""
import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# sh waits beside the server for the end of its input: the test's end, even if that was killed.
GUARD = '"$@" 0<&- & server=$!; read -r nothing; kill -QUIT $server; wait $server; rm -rf "$FOLDER"'


def find():
    """The folder of the newest initdb and postgres that are installed, or None."""
    def version(path):
        return [int(number) for number in re.findall(r"\d+", path)]
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=version)
    found += [path for path in (shutil.which("initdb"), *glob.glob("/usr/pgsql-*/bin/initdb")) if path]
    found = [os.path.dirname(path) for path in reversed(found)]
    return next((place for place in found if os.path.exists(os.path.join(place, "postgres"))), None)


class Server:
    def __init__(self, place):
        self.place = place
        # Its socket's name must be short, and another user must get there.
        self.folder = tempfile.mkdtemp(prefix="kbc-postgres-", dir="/tmp" if os.access("/tmp", os.W_OK) else None)
        self.user = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self.user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "HOME": self.folder,
                            "PGHOST": self.folder, "PGUSER": "kbc", "PGDATABASE": "postgres", "FOLDER": self.folder}
        self.guard = None
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def start(self):
        data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", data, "-U", "kbc", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync",
                 "--wal-segsize=1")
        options = {"listen_addresses": "", "unix_socket_directories": self.folder, "fsync": "off",
                   "full_page_writes": "off", "max_wal_size": "64MB", "synchronous_commit": "off", "max_connections": "10",
                   "shared_buffers": "16MB", "autovacuum": "off", "logging_collector": "off"}
        words = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
        with open(os.path.join(self.folder, "log"), "wb") as log:
            self.guard = subprocess.Popen(
                ["sh", "-c", GUARD, "sh", os.path.join(self.place, "postgres"), "-D", data, *words], stdout=log,
                stderr=log, stdin=subprocess.PIPE, env=self.environment, cwd=self.folder, start_new_session=True,
                **self.user)
        for _ in range(600):
            status, said = self.psql("SELECT 1")
            if status == 0:
                return self
            if self.guard.poll() is not None:
                break
            time.sleep(0.1)
        with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as log:
            raise AssertionError(f"the server does not answer: {said}\n{log.read()[-2000:]}")

    def __exit__(self, *_):
        if self.guard:
            self.guard.stdin.close()
            self.guard.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def program(self, name):
        """The one beside the server: what is in PATH may be a wrapper that takes its time."""
        path = os.path.join(self.place, name)
        return path if os.path.exists(path) else name

    def run(self, name, *words):
        done = subprocess.run([self.program(name), *words], env=self.environment, cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False, **self.user)
        assert done.returncode == 0, f"{name} ended with {done.returncode}: {done.stderr.decode()[-2000:]}"

    def psql(self, sql=None, paths=(), where=None, environment=None):
        """Runs scripts, from files or its standard input. The status, and what was said."""
        words = [self.program("psql"), "-X", "-q", "-A", "-t", *(word for path in paths for word in ("-f", path))]
        sql = sql.encode() if isinstance(sql, str) else sql or b""
        done = subprocess.run(words, input=sql, cwd=where, capture_output=True, check=False,
                              env={**self.environment, **(environment or {})})
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")
