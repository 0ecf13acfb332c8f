"""The product as a customer runs it: the real server on a port of its own, with an empty house that a seed fills."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
SUKETTO = Path(sys.executable).with_name("suketto")
READY_WITHIN = 120
STOPPED_WITHIN = 60
CRASH = re.compile(r"Traceback \(most recent call last\)|\[(?:error|critical) *\]")


class HouseOutOfOrder(AssertionError):
    """The server did not start, did not stop, or wrote of a crash; the text is its log."""


@dataclass(frozen=True)
class Premises:
    """Where one house keeps its things: a folder, and on PostgreSQL a database of its own."""

    var: Path
    database: str = field(default_factory=lambda: f"journey_{uuid.uuid4().hex[:12]}")
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SUKETTO_", "DJANGO_"))}
        kept |= {"SUKETTO_VAR": str(self.var), "SUKETTO_DEMO": "0", "PYTHONUNBUFFERED": "1", **self.settings}
        return kept | ({"SUKETTO_DATABASE_URL": self.at} if self.at else {})

    @property
    def at(self) -> str:
        """The address of its database on the PostgreSQL of this run; empty on SQLite."""
        server = os.environ.get("SUKETTO_DATABASE_URL", "")
        return f"{server.rpartition('/')[0]}/{self.database}" if server else ""

    def run(self, *command: str | Path) -> str:
        """Runs a program inside this house and gives what it printed; a failure fails the test with all it said."""
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise HouseOutOfOrder(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
        return done.stdout

    def suketto(self, *arguments: str) -> str:
        return self.run(SUKETTO, *arguments)


def built(var: Path, seed: str | None, **settings: str) -> Premises:
    """A new house with all tables, filled by `seed`, written "package.module:function"."""
    premises = Premises(var, settings=settings)
    create_database(premises.database)
    premises.suketto("init")
    if seed:
        premises.run(sys.executable, "-W", "error", "-m", "tests.journeys.plant", seed)
    return premises


def copied(model: Premises, var: Path) -> Premises:
    """The same house once more, much faster than building it; nothing may be running in the first."""
    shutil.copytree(model.var, var, dirs_exist_ok=True)
    premises = Premises(var)
    create_database(premises.database, template=model.database)
    return premises


def create_database(name: str, template: str = "template1") -> None:
    if server := os.environ.get("SUKETTO_DATABASE_URL"):
        with psycopg.connect(server, autocommit=True) as connection:
            command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(command.format(sql.Identifier(name), sql.Identifier(template)))


@contextmanager
def writing_held_up(premises: Premises) -> Iterator[None]:
    """Somebody else writes meanwhile: on SQLite nobody else can, on PostgreSQL nobody can say that they are here."""
    if premises.at:
        with psycopg.connect(premises.at) as held:
            held.execute("LOCK TABLE tickets_presence, notices_notification IN SHARE ROW EXCLUSIVE MODE")
            yield
            held.rollback()
        return
    file = sqlite3.connect(premises.var / "suketto.sqlite3", isolation_level=None)
    file.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        file.execute("ROLLBACK")
        file.close()


class House:
    """A running server. `suketto(…)` runs a verb of the console beside it."""

    def __init__(self, premises: Premises) -> None:
        self.premises = premises
        self.suketto = premises.suketto
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = premises.var / "serve.log"

    def start(self, at: str | None = None) -> None:
        """Opens the house, at another moment if one is named ("2026-06-08T10:31+09:00")."""
        program = [sys.executable, "-m", "tests.journeys.clock", at] if at else [SUKETTO]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*program, "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self.premises.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + READY_WITHIN
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise HouseOutOfOrder(f"the server was not ready within {READY_WITHIN} s:\n{self.log.read_text()}")
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with urlopen(self.url, timeout=5):  # noqa: S310 - our own http address
                return True
        except HTTPError:
            return True
        except OSError:
            return False

    def stop(self) -> None:
        """Ends the server as an operator would, and looks whether it had crashed anywhere meanwhile."""
        self.process.terminate()
        try:
            self.process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired as late:
            raise HouseOutOfOrder(
                f"the server did not stop within {STOPPED_WITHIN} s:\n{self.log.read_text()}"
            ) from late
        finally:
            self.end()
        if CRASH.search(self.log.read_text()):
            raise HouseOutOfOrder(f"the server wrote of an error:\n{self.log.read_text()}")

    def end(self) -> None:
        """No process of this house stays behind, whatever happened."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.process.wait()
