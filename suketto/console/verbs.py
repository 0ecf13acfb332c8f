"""The verbs of `suketto`, with help written for an operator."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from suketto.console import caring, filling, mailing, serving

EPILOG = """Settings come from SUKETTO_* variables; none is needed to begin. Data lives in SUKETTO_VAR (var/ if unset).
A new installation: suketto init, suketto serve, then open the address and create the administrator."""


def run(words: Sequence[str]) -> int:
    """Runs one verb; gives the exit status."""
    arguments = parser().parse_args(words)
    act: Callable[[argparse.Namespace], int] = arguments.act
    return act(arguments)


def parser() -> argparse.ArgumentParser:
    program = argparse.ArgumentParser(
        prog="suketto", description="助っ人: the in-house IT help desk.", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    verbs = program.add_subparsers(required=True, metavar="VERB", title="verbs")
    _serving(verbs)
    _filling(verbs)
    _caring(verbs)
    _mailing(verbs)
    return program


Verbs = Any  # what argparse gives for sub-commands has no public name


def _verb(verbs: Verbs, name: str, act: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
    made.set_defaults(act=act)
    return made


def _serving(verbs: Verbs) -> None:
    _verb(verbs, "init", serving.init, "make the database and the static files of a new installation ready")
    serve = _verb(verbs, "serve", serving.serve, "serve pages and do the background work, in one process")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=int, default=None, help="port (default: PORT or 8000)")
    serve.add_argument("--processes", type=int, default=1, help="serving processes; more than 1 wants PostgreSQL")
    work = _verb(verbs, "work", serving.work, "do background work only, beside serving processes")
    work.add_argument("--once", action="store_true", help="do what waits now, then end")
    _verb(verbs, "migrate", serving.migrate, "bring the database to this version")
    demo = _verb(verbs, "demo", serving.demo, "an invented company to try everything on")
    demo.add_argument("--port", type=int, default=None, help="port (default: PORT or 8000)")


def _filling(verbs: Verbs) -> None:
    admin = _verb(verbs, "createadmin", filling.create_admin, "create an administrator from the command line")
    admin.add_argument("--email", required=True)
    admin.add_argument("--family-name", required=True)
    admin.add_argument("--given-name", default="")
    admin.add_argument("--employee-number", required=True)
    link = _verb(
        verbs, "password-link", filling.password_link, "print the address with which somebody chooses a new password"
    )
    link.add_argument("person", help="employee number or mail address")
    seed = _verb(verbs, "seed", filling.seed, "fill an empty house with a moment of the demo company")
    seed.add_argument("scene", choices=["monday", "quiet"])
    bring = _verb(
        verbs, "import", filling.bring_in, "bring in people, devices, articles or tickets from CSV, Excel or JSON lines"
    )
    bring.add_argument("what", choices=["people", "devices", "articles", "tickets"])
    bring.add_argument("file", type=Path)
    bring.add_argument("--preview", action="store_true", help="say what would happen and change nothing")
    bring.add_argument("--mapping", type=Path, help="JSON file that says which column is what; made by --save-mapping")
    bring.add_argument(
        "--save-mapping", type=Path, metavar="FILE", help="write the guessed mapping to edit and use again"
    )
    bring.add_argument("--desk", default="", help="desk for tickets (default: the first)")


def _caring(verbs: Verbs) -> None:
    check = _verb(verbs, "check", caring.check, "say whether database, worker, mail and search are well")
    check.add_argument("--json", action="store_true")
    reindex = _verb(verbs, "reindex", caring.reindex, "make the search index anew while the house is in use")
    reindex.add_argument("kinds", nargs="*", help="article, ticket … (default: all)")
    reindex.add_argument("--anew", action="store_true", help="from the first record, not from where it was stopped")
    verify = _verb(verbs, "verify", caring.verify, "prove that nobody changed the history")
    verify.add_argument("--head", default=None, help="a hash noted down earlier that must still be part of it")
    backup = _verb(verbs, "backup", caring.backup, "write database, attachments and key into one file")
    backup.add_argument("file", type=Path, nargs="?", default=None)
    restore = _verb(verbs, "restore", caring.restore, "bring a backup back into an empty house")
    restore.add_argument("file", type=Path)


def _mailing(verbs: Verbs) -> None:
    mail = verbs.add_parser("mail", help="letters: take them in from files, a pipe or LMTP; see how mailboxes are")
    kinds = mail.add_subparsers(required=True, metavar="WHAT", title="what")
    take = _verb(kinds, "take-in", mailing.take, "store letters, read them and make tickets of them")
    files = "letters as they came, folders or mbox files; - reads a pipe"
    take.add_argument("files", nargs="+", type=Path, metavar="FILE.eml", help=files)
    take.add_argument("--json", action="store_true", help="one JSON object a line for each letter")
    take.add_argument("--dry-run", action="store_true", help="only say what would become of them; nothing is stored")
    take.add_argument("--desk", default="", help="the desk they came to (default: the first)")
    door = _verb(kinds, "door", mailing.door, "listen for a mail server's letters (LMTP, on this machine)")
    door.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    door.add_argument("--port", type=int, default=10024, help="port (default: %(default)s)")
    _verb(kinds, "status", mailing.status, "say when each mailbox was last read")
