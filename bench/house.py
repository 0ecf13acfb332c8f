"""A scratch house: its own folder and database, filled, served by the real server, weighed, and gone."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SUKETTO = Path(sys.executable).with_name("suketto")
READY_WITHIN = 60


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class House:
    """`known` is what filling it gave: sessions, tokens, numbers."""

    def __init__(self, kind: str, tickets: int) -> None:
        self.kind, self.tickets = kind, tickets
        self.var = ROOT / "var" / "bench" / kind
        self.port = free_port()
        self.known: dict[str, Any] = {}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SUKETTO_", "DJANGO_"))}
        if folder := os.environ.get("SUKETTO_EMBEDDING_FOLDER"):
            kept["SUKETTO_EMBEDDING_FOLDER"] = str(Path(folder).resolve())
        if self.kind == "postgresql":
            kept["SUKETTO_DATABASE_URL"] = os.environ["SUKETTO_DATABASE_URL"]
        return kept | {
            "SUKETTO_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "bench.settings", "PYTHONPATH": str(ROOT),
            "SUKETTO_DEMO": "1",
        }  # fmt: skip

    def run(self, *command: str | Path) -> str:
        done = subprocess.run(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
        return done.stdout

    def begin(self) -> None:
        """An empty house, whatever was there before."""
        shutil.rmtree(self.var, ignore_errors=True)
        self.run(SUKETTO, "init")

    def build(self) -> float:
        """Seconds it took."""
        begun = time.monotonic()
        self.begin()
        self.known = json.loads(self.run(sys.executable, "-m", "bench.fill", str(self.tickets)))
        return time.monotonic() - begun

    def start(self) -> float:
        """Seconds from the command to the first page."""
        begun = time.monotonic()
        processes = "2" if self.kind == "postgresql" else "1"
        self.process = subprocess.Popen(  # noqa: S603
            [SUKETTO, "serve", "--port", str(self.port), "--processes", processes], cwd=ROOT, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=(self.var / "serve.log").open("ab"), start_new_session=True,
        )  # fmt: skip
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() - begun > READY_WITHIN:
                raise SystemExit("the server did not start:\n" + (self.var / "serve.log").read_text())
            time.sleep(0.02)
        return time.monotonic() - begun

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/account/login/")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def away(self) -> None:
        self.stop()
        shutil.rmtree(self.var, ignore_errors=True)

    def megabytes(self) -> dict[str, float]:
        """Proportional memory of the house's own processes, and of PostgreSQL's beside them."""
        if self.process is None:
            return {}
        weighed = {"house": _weight(_family(self.process.pid))}
        if self.kind == "postgresql":
            with psycopg.connect(os.environ["SUKETTO_DATABASE_URL"]) as connection:
                backend = connection.info.backend_pid
                weighed["database"] = _weight(_family(_parent(backend)))
        return weighed


def _stat(pid: int) -> tuple[int, int]:
    """pid and parent."""
    text = Path(f"/proc/{pid}/stat").read_text()
    return pid, int(text.rpartition(")")[2].split()[1])


def _parent(pid: int) -> int:
    return _stat(pid)[1]


def _family(first: int) -> set[int]:
    everybody = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                everybody.append(_stat(int(folder.name)))
            except OSError:
                continue
    family = {first}
    while more := {pid for pid, parent in everybody if parent in family} - family:
        family |= more
    return family


def _weight(pids: set[int]) -> float:
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return round(total / 1024, 1)
