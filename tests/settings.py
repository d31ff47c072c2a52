"""The settings of the house, with what only makes tests slow taken out."""

from wugong.config.settings import *  # noqa: F403 -- all of them, and then three that differ

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 -- from the star above
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 -- from the star above
    # A file, as in the house: a database in memory locks by table, and two at once would not be tested.
    DATABASES["default"]["TEST"] = {"NAME": STATE / "under-test.sqlite3"}  # noqa: F405 -- as before
