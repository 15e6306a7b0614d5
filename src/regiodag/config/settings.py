# SPDX-License-Identifier: EUPL-1.2
"""The settings of the site. What differs per installation is read from the environment (docs/reference/settings.md).

Safe is the default: whoever sets nothing but SECRET_KEY, ALLOWED_HOSTS and a mail server has a site that is closed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from regiodag.config.database import lasting

PACKAGE = Path(__file__).parents[1]

env = environ.Env()

# ------------------------------------------------------------------------------------------------ the installation

DEMO = env.bool("REGIODAG_DEMO", default=False)
DATA = Path(env.str("REGIODAG_DATA", default=str(Path.cwd() / "data")))
SECRET_KEY = env.str("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_ADDRESS = env.str("SITE_ADDRESS", default="http://localhost:8000")
SECURE = SITE_ADDRESS.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if SECURE else []

DATABASES = {"default": lasting(env.db("DATABASE_URL", default=f"sqlite:///{DATA}/regiodag.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="security@localhost")
SECURITY_EXPIRES = env.str("SECURITY_EXPIRES", default="2027-12-31T23:59:59Z")

MEDIA_ROOT = DATA / "media"
FILE_UPLOAD_PERMISSIONS = 0o600

# ------------------------------------------------------------------------------------------------ what it is made of

INSTALLED_APPS = [
    "regiodag.accounts",
    "regiodag.editing",
    "regiodag.days",
    "regiodag.mailings",
    "regiodag.registrations",
    "regiodag.placements",
    "regiodag.messages",
    "regiodag.api",
    "regiodag.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "regiodag.config.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "regiodag.config.language.LanguageMiddleware",
    "regiodag.config.errors.NotAllowedMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "regiodag.accounts.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "regiodag.config.urls"
WSGI_APPLICATION = "regiodag.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "regiodag.config.context.site",
            ],
        },
    }
]
FORM_RENDERER = "regiodag.config.forms.Renderer"

# ------------------------------------------------------------------------------------------------ language and time

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
USE_THOUSAND_SEPARATOR = True

# ------------------------------------------------------------------------------------------------ static files

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "static"]
# Without a build step: what is served stands in the package; libraries bring theirs along.
WHITENOISE_USE_FINDERS = True
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}

# ------------------------------------------------------------------------------------------------ signing in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "regiodag.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "regiodag.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "regiodag.accounts.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with an invitation to that very address
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "regiodag.accounts.sign_in_forms.SignInForm",
    "reset_password": "regiodag.accounts.sign_in_forms.AskResetForm",
    "reset_password_from_key": "regiodag.accounts.sign_in_forms.ResetForm",
    "change_password": "regiodag.accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "regiodag.accounts.sign_in_forms.SetPasswordForm",
    "reauthenticate": "regiodag.accounts.sign_in_forms.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "regiodag.accounts.sign_in_forms.CodeForm",
    "reauthenticate": "regiodag.accounts.sign_in_forms.ConfirmCodeForm",
    "activate_totp": "regiodag.accounts.sign_in_forms.ActivateAppForm",
    "add_webauthn": "regiodag.accounts.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "regiodag.accounts.sign_in_forms.EditPasskeyForm",
}
MFA_ADAPTER = "regiodag.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_ALLOW_UNVERIFIED_EMAIL = True  # as above: nobody signs up with an address that is not theirs
MFA_TOTP_ISSUER = "Regiodag"
MFA_TOTP_TOLERANCE = 1
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "regiodag.accounts.lockout.tried_on"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "allauth.core.internal.httpkit.get_client_ip"
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email"]

# Sign in at one's own organisation: an OpenID Connect provider per installation.
OIDC_SERVER = env.str("OIDC_SERVER", default="")
# The button that signs in there is a form, and browsers hold a form to the policy also where it is sent on to.
OIDC_ORIGINS = env.list("OIDC_ORIGINS", default=["/".join(OIDC_SERVER.split("/")[:3])] if OIDC_SERVER else [])
OIDC_PROVIDES_SECOND_FACTOR = env.bool("OIDC_PROVIDES_SECOND_FACTOR", default=False)
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NAME", default="OpenID Connect"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_SECRET", default=""),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}

# ------------------------------------------------------------------------------------------------ cookies and headers

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "regiodag.config.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
# Nothing leaves the site; with "no-referrer" browsers would send `Origin: null` with our own forms.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# ------------------------------------------------------------------------------------------------ mail and tasks

# Everything that is sent is a row first; the worker delivers it.
EMAIL_BACKEND = "regiodag.messages.backend.OutboxBackend"
DELIVERY = env.email_url("EMAIL_URL", default="dummymail://" if DEMO else "smtp://localhost:25")
DELIVERY_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="Regiodag <regiodag@localhost>")

# A worker each (`regiodag db_worker --queue-name ...`): mail does not wait for a placement.
QUEUES = ["default", "placements"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES}}

# ------------------------------------------------------------------------------------------------ other systems

API_CALLS_A_MINUTE = env.int("API_CALLS_A_MINUTE", default=300)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "regiodag.config.logs.Scrub"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["scrub"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = [
    "account.W001",  # nobody signs up, so no mail is to be verified then
]
