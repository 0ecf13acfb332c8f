"""check, verify, backup, restore."""

import argparse
import contextlib
import json
import lzma
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from suketto.channels.email import queries as mailboxes
from suketto.console.serving import NotBegun, migrate_quietly, pending_migrations, say
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.handling.actions import let_go
from suketto.jobs.models import Heartbeat
from suketto.jobs.worker import DEAD_AFTER
from suketto.notices.models import Mail
from suketto.people.models import Person
from suketto.search import health, meanings, rebuilding, sources
from suketto.search.learning import learn_words
from suketto.search.models import Rebuild
from suketto.trail.chain import verify as verify_chain

Check = Callable[[], str]


def check(arguments: argparse.Namespace) -> int:
    """One line per part: ok or what is wrong; exit 1 when anything is."""
    if not connection.introspection.table_names():
        raise NotBegun
    checks: dict[str, Check] = {
        "database": _database, "migrations": _migrations, "worker": _worker, "mail": _mail, "search": _search,
        "embedding": meanings.trouble, "attachments": _attachments,
    }  # fmt: skip
    results = {name: _result(look) for name, look in checks.items()}
    if arguments.json:
        say(json.dumps(results, ensure_ascii=False))
    else:
        for name, result in results.items():
            say(f"{'ok ' if not result else 'NO '} {name}{': ' + result if result else ''}")
    return 1 if any(results.values()) else 0


def _result(look: Check) -> str:
    """A check that fails in a way of its own is a finding too, not a stack trace."""
    try:
        return look()
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}".strip()


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            found = cursor.fetchone()[0]
            return "" if found == "ok" else str(found)
    return ""


def _migrations() -> str:
    return "the database is older than the program: suketto migrate" if pending_migrations() else ""


def _worker() -> str:
    alive = Heartbeat.objects.filter(beat_at__gte=clock.now() - DEAD_AFTER).exists()
    return "" if alive else "no worker is alive: start `suketto serve` or `suketto work`"


def _mail() -> str:
    failed = Mail.objects.filter(state=Mail.State.FAILED).count()
    if failed:
        return f"{failed} mails could not be sent: see the outbox"
    troubled = [state for state in mailboxes.states(clock.now()) if not state.well]
    if troubled:
        names = ", ".join(f"{state.mailbox.address} ({state.cause})" for state in troubled)
        return f"mailboxes that are not being read: {names}"
    return ""


def _search() -> str:
    """The self-test of each kind of text, an index being made anew, and words nobody has counted for days."""
    for kind in sources.kinds():
        found = health.look_after(kind)
        if found:
            return f"{kind}: {found}; suketto reindex {kind}"
    under_way = Rebuild.objects.filter(finished_at=None).first()
    if under_way:
        return f"{under_way.kind} is being made anew, {under_way.done} of {under_way.total}"
    return health.behind()


def _attachments() -> str:
    folder = settings.VAR / "files"
    folder.mkdir(parents=True, exist_ok=True)
    return "" if os.access(folder, os.W_OK) else f"{folder} cannot be written"


def reindex(arguments: argparse.Namespace) -> int:
    """Makes the index of some kinds anew while the house is in use; stopped in the middle it goes on where it was."""
    for kind in arguments.kinds or sources.kinds():
        if kind not in sources.kinds():
            say(f"there is nothing called {kind}; known: {', '.join(sources.kinds())}")
            return 2
        rebuilding.to_the_end(kind, anew=arguments.anew, say=lambda now: say(f"{now.kind}: {now.done:,}/{now.total:,}"))
        learn_words(kind)
        found = health.look_after(kind)
        say(f"{kind}: {found or 'well'}")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    verdict = verify_chain(arguments.head)
    if verdict.broken_at is None:
        say(f"{verdict.events} events, unbroken. Head: {verdict.head}")
        return 0
    reasons = {
        "data": "what is written in it was changed", "link": "it, or one before it, was changed, removed or put in",
        "head": "the noted hash is not part of the history: its end was cut off",
    }  # fmt: skip
    say(f"NOT unbroken: event {verdict.broken_at}: {reasons[verdict.reason]}")
    return 1


def backup(arguments: argparse.Namespace) -> int:
    """One .tar.gz with the database as of one moment, all attachments and the key; readable by the owner alone."""
    target: Path = arguments.file or settings.VAR / "backups" / f"suketto-{clock.now():%Y%m%d-%H%M%S}.tar.gz"
    if target.is_dir():
        raise Refusal(f"{target} is a folder: name the file that the backup shall be, as in {target}/suketto.tar.gz")
    unfinished = target.with_suffix(".part")
    try:
        _write(target, unfinished)
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise Refusal(f"the backup {target} could not be written: {error}") from error
    say(f"{target} ({target.stat().st_size // 1024:,} kB)")
    return 0


def _write(target: Path, unfinished: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = _dump(Path(folder))
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "wb") as opened,
            tarfile.open(fileobj=opened, mode="w:gz", compresslevel=1) as archive,
        ):
            archive.add(dump, dump.name)
            for name in ("files", "secret.key"):
                if (settings.VAR / name).exists():
                    archive.add(settings.VAR / name, name)
        unfinished.replace(target)


def _dump(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        dump = folder / "suketto.sqlite3"
        with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as source:
            source.execute("VACUUM INTO ?", [str(dump)])
        return dump
    dump = folder / "suketto.pgdump"
    _postgresql("pg_dump", "--format=custom", f"--file={dump}", settings.ENVIRONMENT.database_url)
    return dump


def _postgresql(program: str, *arguments: str) -> None:
    """PostgreSQL's own program does it; its complaint goes to the operator."""
    path = shutil.which(program)
    if path is None:
        raise Refusal(f"{program} is missing: install PostgreSQL's client programs (postgresql-client)")
    done = subprocess.run([path, *arguments], check=False)  # noqa: S603  (our own words, the operator's own address)
    if done.returncode:
        raise Refusal(f"{program} did not succeed (exit {done.returncode}); what it says stands above")


def restore(arguments: argparse.Namespace) -> int:
    """Only into an empty house: restoring never overwrites what somebody may still need."""
    if not arguments.file.is_file():
        raise Refusal(f"there is no file {arguments.file}")
    migrate_quietly()
    if Person.objects.exists():
        raise Refusal("this house is not empty: restore into a new SUKETTO_VAR or an empty database")
    with tempfile.TemporaryDirectory() as folder:
        unpack(arguments.file, Path(folder))
        connection.close()
        _put_back(Path(folder))
    migrate_quietly()
    let_go()
    verdict = verify_chain()
    say(
        f"Restored: {Person.objects.count()} people, {verdict.events} events, "
        f"history {'unbroken' if verdict.broken_at is None else 'BROKEN'}."
    )
    return 0 if verdict.broken_at is None else 1


def unpack(file: Path, folder: Path) -> None:
    """Refuses what is no backup, or not a whole one, before anything of the house is touched."""
    try:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, OSError) as error:
        raise Refusal(f"{file} is no whole backup of suketto: {error}") from error
    if not any((folder / name).is_file() for name in ("suketto.sqlite3", "suketto.pgdump")):
        raise Refusal(f"{file} is no backup of suketto: there is no database in it")


def _put_back(folder: Path) -> None:
    if (folder / "suketto.sqlite3").exists():
        if connection.vendor != "sqlite":
            raise Refusal("this backup is of SQLite, and SUKETTO_DATABASE_URL names PostgreSQL")
        name = Path(settings.DATABASES["default"]["NAME"])
        for rest in ("-wal", "-shm"):
            name.with_name(name.name + rest).unlink(missing_ok=True)
        shutil.move(folder / "suketto.sqlite3", name)
    else:
        url = settings.ENVIRONMENT.database_url
        _postgresql("pg_restore", "--clean", "--if-exists", f"--dbname={url}", str(folder / "suketto.pgdump"))
    if (folder / "files").exists():
        shutil.copytree(folder / "files", settings.VAR / "files", dirs_exist_ok=True)
    if (folder / "secret.key").exists():
        shutil.copy2(folder / "secret.key", settings.VAR / "secret.key")
