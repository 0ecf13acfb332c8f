"""`suketto`: the program for whoever runs the house."""

import os
import sys


def main() -> None:
    """The console program; an expected "no" is one sentence on stderr and exit 1, never a stack trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    try:
        django.setup()
        from suketto.console.verbs import run
        from suketto.foundation.refusals import Refusal

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
