"""What Django needs to stand, and every variable that the house listens to, read once."""

from datetime import timedelta
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

from wugong.config import surroundings
from wugong.config.surroundings import LOOPBACK

# --- The house and its keys ---------------------------------------------------------------------

STATE = surroundings.state_folder()
DEBUG = surroundings.flag("WUGONG_DEBUG")
SECRET_KEY = surroundings.secret_key(STATE)
ALLOWED_HOSTS = surroundings.words("WUGONG_HOSTS", LOOPBACK)
SERVES_OTHERS = not set(ALLOWED_HOSTS) <= set(LOOPBACK)
SECOND_FACTOR = surroundings.flag("WUGONG_SECOND_FACTOR", "yes")

ROOT_URLCONF = "wugong.config.urls"
WSGI_APPLICATION = "wugong.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Rooms, low to high, and what they rest on --------------------------------------------------

THIRD_PARTY = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
]
ROOMS = [
    *("web", "counties", "audit", "accounts", "places", "access", "media", "registry"),
    *("ledger", "notices", "publish"),
    *("matters", "points"),
    *("review", "share", "portal", "api"),
]
INSTALLED_APPS = [f"wugong.{room}" for room in ROOMS] + THIRD_PARTY

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wugong.config.policies.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wugong.web.middleware.RefusalPages",
    "wugong.counties.middleware.StandInCounty",
    "wugong.access.middleware.SecondFactor",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wugong.web.context.page",
            ]
        },
    }
]

# --- Database, cache and files ------------------------------------------------------------------

DATABASES = {"default": surroundings.database(STATE)}
STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
MEDIA_ROOT = STATE / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Maps ---------------------------------------------------------------------------------------

# An address of tiles with {z}, {x} and {y}, then whose they are; empty: a map of own outlines and points.
TILES = surroundings.text("WUGONG_TILES")
OUTLINES = STATE / "outlines.geojson"  # each feature names its place's `code` in its properties

# --- The way to the browser ---------------------------------------------------------------------

# Whoever serves other machines does so behind https, unless the house is told otherwise.
HTTPS = surroundings.flag("WUGONG_HTTPS", "yes" if SERVES_OTHERS else "no")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # about other names of a domain that is not ours
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_FAILURE_VIEW = "wugong.web.errors.form_expired"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# The administration's ready-made pages evaluate expressions in their attributes; ours never do.
ADMIN_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}

# --- People who sign in -------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login_name", "display_name", "phone")},
    },
    {"NAME": "wugong.accounts.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesBackend",
    "django.contrib.auth.backends.ModelBackend",
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "wugong.accounts.adapter.Door"
ACCOUNT_FORMS = {"login": "wugong.accounts.forms.SignInForm"}
ACCOUNT_SESSION_REMEMBER = False  # desks and phones are shared: a session ends with the browser
# Wrong codes of the second factor are counted here, wrong passwords by axes, addresses by neither.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/10m/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # never the address alone: neighbours share one
AXES_USERNAME_CALLABLE = "wugong.accounts.lockout.login_name_tried"
# How many proxies of ours stand before the house: only what they add to X-Forwarded-For is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = surroundings.count("WUGONG_PROXIES")
AXES_CLIENT_IP_CALLABLE = "wugong.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "wugong.accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that the page names stays true
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "present", "new"]  # never kept with a wrong try
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "五共"
MFA_TOTP_TOLERANCE = 1  # thirty seconds are short for slow fingers
MFA_ADAPTER = "wugong.accounts.adapter.SecondFactor"
MFA_FORMS = {
    "authenticate": "wugong.accounts.forms.CodeForm",
    "reauthenticate": "wugong.accounts.forms.CodeAgainForm",
    "activate_totp": "wugong.accounts.forms.FirstCodeForm",
}

# --- Records of faults --------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["screen"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}

# --- The administration's own pages -------------------------------------------------------------

UNFOLD = {
    "SITE_TITLE": "五共",
    "SITE_HEADER": "五共 · 系统管理",
    "SHOW_HISTORY": False,
    "COLORS": {
        "primary": {
            str(step): f"oklch({100 - step / 11:.0f}% .08 158)" for step in (50, *range(100, 1000, 100), 950)
        }
    },
}
