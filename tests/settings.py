"""The hub's own settings, made quick for tests."""

import os

os.environ.setdefault("DEBUG", "1")

from councilhub.settings import *  # noqa: F403
from councilhub.settings import CACHES

DEBUG = False
SEARCH_BY_MEANING = False  # but in the tests that are about it
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Styles and scripts come from where they are written: nothing has to be collected.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
# A test changes what pages show in a transaction that never ends: none may be kept.
CACHES["process"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
