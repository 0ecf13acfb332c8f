"""`python -m suketto.search KIND...`: learns from the texts of these kinds, apart from the server and behind it.

With `--meanings` it only has the operator's own model read what is new."""

import os
import sys

import django
from django.conf import settings

PATIENCE_SECONDS = 300

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the same texts give the same bytes, and the pages keep their cores
os.nice(10)
# Behind a house that writes without a pause it knocks for minutes, not for the seconds after which a page gives up.
database = settings.DATABASES["default"]
if "sqlite" in database["ENGINE"]:
    database["OPTIONS"] = {**database.get("OPTIONS", {}), "timeout": PATIENCE_SECONDS}
django.setup()

from suketto.search import meanings  # noqa: E402
from suketto.search.embedding import NotUsable  # noqa: E402
from suketto.search.learning import learn_words  # noqa: E402

for kind in sys.argv[1:]:
    if kind != "--meanings":
        learn_words(kind)
try:
    for kind in meanings.KINDS:
        meanings.refresh(kind)
except NotUsable as error:
    sys.exit(f"suketto: {error}")
