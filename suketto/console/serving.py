"""init, serve, work, migrate, demo."""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from suketto.channels.email.postman import Postman
from suketto.foundation.refusals import Refusal
from suketto.jobs.worker import Worker, run_waiting
from suketto.people.actions import is_set_up
from suketto.ui.statics import put_together


class NotMigrated(Refusal):
    message = "the database is older than this program: run `suketto backup`, then `suketto migrate`"


class NotBegun(Refusal):
    message = "there is no house here yet: run `suketto init` first"


class PortTaken(Refusal):
    message = "port %(port)s is in use: stop what uses it, or choose another with PORT=8001 or --port 8001"


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def init(_arguments: argparse.Namespace) -> int:
    migrate_quietly()
    gather_statics()
    if is_set_up():
        say("The house is ready: suketto serve")
    else:
        say(
            "The house is ready. Start it with `suketto serve` and open the address: "
            "its first page makes the administrator."
        )
    return 0


def migrate(_arguments: argparse.Namespace) -> int:
    call_command("migrate", interactive=False, verbosity=1)
    make_cache_table()
    return 0


def migrate_quietly() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    make_cache_table()


def make_cache_table() -> None:
    if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        call_command("createcachetable", verbosity=0)


def pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def gather_statics() -> None:
    """Collects and hashes the static files when any of them is newer than what was collected."""
    put_together(settings.VAR / "build")
    stamp = Path(settings.STATIC_ROOT) / "staticfiles.json"
    newest = max(file.stat().st_mtime for file in _static_sources())
    if not stamp.exists() or stamp.stat().st_mtime < newest:
        shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
        # htmx's extensions import a module by a name that only a bundler knows; we use none of them.
        call_command(
            "collectstatic",
            interactive=False,
            verbosity=0,
            ignore_patterns=["ext", "htmx-4*", "htmax*", "htmx-2.js", "js", "css"],
        )


def _static_sources() -> list[Path]:
    house = settings.BASE_DIR / "suketto"
    return [file for pattern in ("*/static/**/*.*",) for file in house.glob(pattern)]


def serve(arguments: argparse.Namespace) -> int:
    if not connection.introspection.table_names():
        raise NotBegun
    if pending_migrations():
        raise NotMigrated
    gather_statics()
    port = _port(arguments.port)
    name_the_address(arguments.host, port)
    say(f"助っ人: {settings.ADDRESS}  (Ctrl-C stops)")
    listen(arguments.host, port, arguments.processes)
    return 0


def name_the_address(host: str, port: int) -> None:
    """Mails hold links: without SUKETTO_ADDRESS they lead to where this process listens."""
    if not settings.ADDRESS:
        settings.ADDRESS = os.environ["SUKETTO_ADDRESS"] = f"http://{host}:{port}"


def listen(host: str, port: int, processes: int = 1) -> None:
    """Serves until a signal, in the place of this process: what supervises needs nothing of what was loaded so far."""
    connection.close()
    if close_pool := getattr(connection, "close_pool", None):
        close_pool()
    sys.stdout.flush()
    sys.stderr.flush()
    # Of the threads here one runs at a time; a heap for each only scatters memory (326 → 315 MB after bin/bench).
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    os.execv(  # noqa: S606  (our own program, and numbers)
        sys.executable, [sys.executable, "-m", "config.listening", host, str(port), str(processes)]
    )


def _port(given: int | None) -> int:
    port = given or int(os.environ.get("PORT") or 8000)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortTaken(port=port) from error
    return port


def work(arguments: argparse.Namespace) -> int:
    if arguments.once:
        say(f"{run_waiting()} jobs done")
        return 0
    worker, postman = Worker(), Postman()

    def stop(*_: object) -> None:
        worker.stop()
        postman.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    say(f"{worker.name} works (Ctrl-C stops)")
    reading = threading.Thread(target=postman.run, name="postman", daemon=True)
    reading.start()
    worker.run()
    postman.stop()
    reading.join(5)
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """Fills an empty demo house with Monday morning and serves it; logins are one click at /demo/."""
    if not settings.DEMO:
        raise Refusal("the demo wants SUKETTO_DEMO=1 and data of its own: use `make demo`")
    port = _port(arguments.port)
    migrate_quietly()
    gather_statics()
    from suketto.demo.scenes import is_empty  # noqa: PLC0415

    if is_empty():
        say("株式会社みなと精機 (1,200人, 1年分の案件) を用意しています …")
        # In a process of its own: what filling needs of memory goes back when it ends.
        connection.close()
        subprocess.run([sys.argv[0], "seed", "monday"], check=True)  # noqa: S603  (this very program)
    say(
        f"\n  助っ人 demo: http://127.0.0.1:{port}/demo/\n"
        "  一クリックで入れます: 社員・キーマン・メンバー・リーダー・所管・管理者\n  Ctrl-C で終了\n"
    )
    name_the_address("127.0.0.1", port)
    listen("127.0.0.1", port)
    return 0
