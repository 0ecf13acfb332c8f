"""`suketto`: the program for whoever runs the house."""

import os
import sys


def main() -> None:
    """The console program; an expected "no" is one sentence on stderr and exit 1, never a stack trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Everybody's questions are in the files that this program writes: nobody else on the machine reads them.
    os.umask(0o077)
    # Imported late: the settings are read by the first of them, and a bad one is said in a sentence.
    import django  # noqa: PLC0415
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.db import OperationalError  # noqa: PLC0415

    try:
        django.setup()
        from suketto.console.verbs import run  # noqa: PLC0415
        from suketto.foundation.refusals import Refusal  # noqa: PLC0415

        try:
            sys.exit(run(sys.argv[1:]))
        except Refusal as refusal:
            sys.exit(f"suketto: {refusal}")
    except ImproperlyConfigured as error:
        sys.exit(f"suketto: {error}")
    except OperationalError as error:
        sys.exit(f"suketto: the database does not answer: {error}".strip())
    except KeyboardInterrupt:
        sys.exit(130)
