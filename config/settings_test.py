"""The same house with a fast password hasher, no background worker and mail kept in memory."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config.settings import *  # noqa: F403

VAR = Path(tempfile.mkdtemp(prefix="suketto-test-"))
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = []
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir()
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    "default": {"BACKEND": MEMORY, "LOCATION": "test"},  # noqa: F405
    "here": {"BACKEND": MEMORY, "LOCATION": "here"},  # noqa: F405
}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    # A pool would keep connections open while the test runner wants to drop its database.
    DATABASES["default"]["OPTIONS"].pop("pool")  # noqa: F405
else:
    # In memory, one for each process of the test runner.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
# No test is asked for one query more because it came late; tests of the wording look by themselves.
WORDING_FRESH_SECONDS = 3600.0
