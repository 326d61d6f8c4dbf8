"""An Airflow on this machine: PostgreSQL, api-server, scheduler with LocalExecutor and dag-processor, on free ports of the
loopback interface, with all state in one folder. Needs nothing but the standard library, and Linux or macOS."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import pwd
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# The user that PostgreSQL runs as if we are root, which it refuses: the user of the distribution's package, or nobody.
POSTGRES_USERS = ("postgres", "nobody")
# Enough for a search on a slow and busy machine.
PATIENCE_SECONDS = 1200
# The version of Python that requirements.lock was made for.
PYTHON = (3, 11)
# Below the ports that a system assigns by itself, since each is bound much later; no port comes twice.
PORTS = iter(random.sample(range(15_000, 32_000), 17_000))


class StackError(Exception):
    """Something could not be started; the message is complete."""


def environment_with_airflow(target: Path) -> Path:
    """Installs requirements.lock into a virtual environment, once per content of the lock.

    :return: the folder of its programs
    """
    lock = HERE / "requirements.lock"
    programs = target / "bin"
    installed = target / "requirements.lock"
    if installed.is_file() and installed.read_bytes() == lock.read_bytes():
        return programs
    python = python_for_airflow()
    print(f"installing Airflow into {target} ...", flush=True)
    shutil.rmtree(target, ignore_errors=True)
    with phase("installed"):
        subprocess.run([python, "-m", "venv", target], check=True)
        pip = [programs / "python", "-m", "pip", "--disable-pip-version-check"]
        uv = shutil.which("uv")
        if uv is None and subprocess.run([*pip, "install", "--quiet", "uv"], capture_output=True).returncode == 0:
            uv = programs / "uv"
        if uv is not None:
            # Compiled once here, as pip does, and not by each process of Airflow when it starts.
            command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", programs / "python"]
        else:
            print("there is no uv and it cannot be installed; pip does the same in minutes ...", flush=True)
            command = [*pip, "install", "--quiet"]
        if subprocess.run([*command, "--require-hashes", "--requirement", lock]).returncode != 0:
            raise StackError(f"the packages of {lock} could not be installed; the lines above say why")
    shutil.copy(lock, installed)
    return programs


def python_for_airflow() -> str:
    """A Python of the version that requirements.lock was made for, able to make virtual environments."""
    check = f"import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != {PYTHON})"
    for python in (f"python{PYTHON[0]}.{PYTHON[1]}", "python3", sys.executable):
        # A name alone is not enough: it may be a shim of a version that is not installed.
        if shutil.which(python) and subprocess.run([python, "-c", check], capture_output=True).returncode == 0:
            return python
    version = ".".join(map(str, PYTHON))
    raise StackError(f"no Python {version} with venv on this machine\nhint: install it, for example: apt-get install python{version}-venv, or: uv python install {version}")


@contextlib.contextmanager
def phase(name: str) -> Iterator[None]:
    """Prints how long something took."""
    begin = time.monotonic()
    yield
    print(f"  {name}: {time.monotonic() - begin:.1f} s", flush=True)


def free_port() -> int:
    for port in PORTS:
        with contextlib.suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            return port
    raise StackError("no port is free")


def postgres_programs() -> Path:
    """The folder of PostgreSQL's server programs; installed from Debian's packages if there are none."""
    initdb = installed_initdb()
    if initdb is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing PostgreSQL ...", flush=True)
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-qq", "--no-install-recommends", "postgresql"], **quiet)
        initdb = installed_initdb()
    if initdb is None:
        raise StackError("no PostgreSQL server on this machine\nhint: install it, for example: apt-get install postgresql")
    return initdb.parent


def installed_initdb() -> Path | None:
    """The one on the PATH, or else the newest where Debian keeps them."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve()
    return max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), default=None)


class Service:
    """A process with a log, alone in its session so that it can be ended with all its children."""

    def __init__(self, name: str, command: list[str | Path], log: Path, **options) -> None:
        self.name = name
        self.log = log
        with log.open("ab") as out:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True, **options)

    def require_alive(self) -> None:
        if self.process.poll() is not None:
            tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])
            raise StackError(f"{self.name} ended with exit code {self.process.returncode}:\n{tail}\nhint: its whole log: {self.log}")

    def kill(self) -> None:
        """Ends the process alone, as a crash would; its children live on."""
        self.process.kill()
        self.process.wait()

    def stop(self, how: signal.Signals = signal.SIGTERM, patience: float = 10) -> None:
        """Ends the process and the rest of its session."""
        for what, seconds in ((how, patience), (signal.SIGKILL, patience)):
            try:
                os.killpg(self.process.pid, what)
            except ProcessLookupError:
                break
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
        self.process.wait()


class Postgres:
    """A PostgreSQL server with one database, `airflow`, and one user with a password."""

    def __init__(self, folder: Path) -> None:
        self.programs = postgres_programs()
        self.folder = folder
        self.port = free_port()
        self.password = secrets.token_urlsafe(16)
        self.service: Service | None = None

    @property
    def url(self) -> str:
        return f"postgresql+psycopg2://airflow:{self.password}@127.0.0.1:{self.port}/airflow"

    def start(self) -> None:
        user = self._user()
        self.folder.mkdir(mode=0o700)
        password_file = self.folder.parent / "postgres-password"
        password_file.touch(mode=0o600)
        password_file.write_text(self.password)
        if user is not None:
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            os.chown(password_file, user.pw_uid, user.pw_gid)
        identity = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        data = self.folder / "data"
        initdb = [self.programs / "initdb", "--pgdata", data, "--username=airflow", "--auth=scram-sha-256", f"--pwfile={password_file}", "--encoding=UTF8", "--no-sync"]
        made = subprocess.run(initdb, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=self.folder, **identity)
        if made.returncode != 0:
            raise StackError(f"initdb failed:\n{made.stdout}")
        password_file.unlink()
        # It ends with this folder, so it need not survive a crash of the machine.
        settings = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "", "fsync": "off", "max_connections": 200}
        # The workers of a killed scheduler keep its connection open, and so the locks of a transaction in which it was killed: no other one sees its runs.
        settings["idle_in_transaction_session_timeout"] = "15s"
        server = [self.programs / "postgres", "-D", data]
        for key, value in settings.items():
            server += ["-c", f"{key}={value}"]
        self.service = Service("postgres", server, self.folder.parent / "postgres.log", env=environment, cwd=self.folder, **identity)
        wait_for("PostgreSQL", self._answers, [self.service])
        self.query("create database airflow", database="postgres")

    def query(self, sql: str, database: str = "airflow") -> list[list[str]]:
        """The rows of a query as text."""
        command = [self.programs / "psql", "--no-psqlrc", "--csv", "--tuples-only", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port), "-U", "airflow", "-d", database, "-c", sql]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PGPASSWORD": self.password})
        if done.returncode != 0:
            raise StackError(done.stderr)
        return [line.split(",") for line in done.stdout.splitlines()]

    def stop(self) -> None:
        if self.service is not None:
            # A fast shutdown: sessions that are open are ended.
            self.service.stop(signal.SIGINT)

    def _answers(self) -> bool:
        return subprocess.run([self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode == 0

    @staticmethod
    def _user() -> pwd.struct_passwd | None:
        if os.geteuid() != 0:
            return None
        for name in POSTGRES_USERS:
            try:
                return pwd.getpwnam(name)
            except KeyError:
                pass
        raise StackError(f"PostgreSQL does not run as root, and there is no user {' or '.join(POSTGRES_USERS)}")


class Airflow:
    """Airflow with its database. Use it as a context: everything that was started is ended, whatever happens."""

    USER = "admin"

    def __init__(self, programs: Path, dags: Path, folder: Path, settings: dict[str, str]) -> None:
        """
        :param programs: where `airflow` is installed
        :param dags: the folder of DAGs
        :param folder: for all state but the runs; must be empty
        :param settings: further environment variables, for example `AIRFLOW_VAR_PROD2VEC_CONFIG`
        """
        self.programs = programs
        self.dags = dags
        self.folder = folder
        # PostgreSQL's user passes through.
        folder.chmod(0o711)
        self.postgres = Postgres(folder / "postgres")
        self.port = free_port()
        self.password = secrets.token_urlsafe(12)
        self.services: dict[str, Service] = {}
        self._settings = settings
        self._token = ""
        self._sessions: set[int] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Airflow:
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self) -> None:
        with phase("PostgreSQL is up"):
            self.postgres.start()
        home = self.folder / "home"
        home.mkdir(mode=0o700)
        (home / "passwords.json").write_text(json.dumps({self.USER: self.password}))
        self.environment = {**os.environ, **self._configuration(home), **self._settings}
        self.environment["PATH"] = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        with phase("Airflow's tables are made"):
            migration = Service("db migrate", [self.programs / "airflow", "db", "migrate"], self.folder / "migrate.log", env=self.environment)
            if migration.process.wait() != 0:
                migration.require_alive()
        with phase("Airflow is up"):
            for name in ("api-server", "dag-processor", "scheduler"):
                self.start_service(name)
            wait_for("Airflow", self._is_healthy, self.services.values())
            wait_for("the DAG", lambda: self._knows("train_prod2vec"), self.services.values())

    def start_service(self, name: str) -> None:
        service = Service(name, [self.programs / "airflow", name], self.folder / f"{name}.log", env=self.environment, cwd=self.folder)
        self.services[name] = service
        self._sessions.add(service.process.pid)

    def stop(self) -> None:
        """Ends all. The scheduler goes first, so that its tasks can say that they were stopped."""
        if "scheduler" in self.services:
            self.services.pop("scheduler").stop()
        for service in self.services.values():
            service.process.terminate()
        while self.services:
            self.services.popitem()[1].stop()
        # The leftovers of a killed scheduler: its workers in its session, the processes of its tasks in their own sessions.
        for how in (signal.SIGTERM, signal.SIGKILL):
            for pid in self.processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, how)
            # As long as a training needs to end in good order.
            deadline = time.monotonic() + 5
            while self.processes() and time.monotonic() < deadline:
                time.sleep(0.2)
        self.postgres.stop()

    def processes(self) -> set[int]:
        """All processes of Airflow, including the processes of its tasks."""
        of_tasks = set(processes_with(f"AIRFLOW_HOME={self.folder}/"))
        return of_tasks | {pid for pid, session in sessions() if session in self._sessions}

    def call(self, method: str, path: str, body: object = None) -> dict:
        """One call of the REST API, below `/api/v2`."""
        if not self._token:
            login = {"username": self.USER, "password": self.password}
            self._token = self._http("POST", "/auth/token", login)["access_token"]
        return self._http(method, "/api/v2" + path, body)

    def _http(self, method: str, path: str, body: object = None) -> dict:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._token:
            headers["Authorization"] = "Bearer " + self._token
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as e:
            raise StackError(f"{method} {path}: {e.code} {e.read().decode(errors='replace')}") from e

    def _is_healthy(self) -> bool:
        try:
            health = self._http("GET", "/api/v2/monitor/health")
        except (OSError, StackError):
            return False
        return all(health[part]["status"] == "healthy" for part in ("metadatabase", "scheduler", "dag_processor"))

    def _knows(self, dag: str) -> bool:
        try:
            return self.call("GET", f"/dags/{dag}")["dag_id"] == dag
        except StackError:
            return False

    def _configuration(self, home: Path) -> dict[str, str]:
        return {
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(self.dags),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": "4",
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "false",
            "AIRFLOW__CORE__FERNET_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{self.USER}:admin",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": self.postgres.url,
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.port),
            "AIRFLOW__API__BASE_URL": self.url,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API__SECRET_KEY": secrets.token_urlsafe(32),
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(64),
            "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
            "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(free_port()),
            "AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "1",
            # How soon a task is told that it was cleared or marked failed.
            "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
            "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "5",
        }


def sessions() -> list[tuple[int, int]]:
    """The number of each process, and of the session that it is in."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # After the name, which may hold anything: state, parent, group, session.
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
            if state != "Z":
                found.append((int(stat.parent.name), int(session)))
    return found


def processes_with(*words: str) -> list[int]:
    """The processes whose command line or environment has all of the words; not this one."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            text = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:
            continue
        if int(folder.name) != os.getpid() and all(word.encode() in text for word in words):
            found.append(int(folder.name))
    return found


def wait_for(what: str, is_there, services=()) -> None:
    """Waits until something exists, and gives up when one of the services ends.

    :raises StackError: if it does not come
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_there():
        for service in services:
            service.require_alive()
        if time.monotonic() > deadline:
            raise StackError(f"{what} did not come up within {PATIENCE_SECONDS} s")
        time.sleep(0.5)
