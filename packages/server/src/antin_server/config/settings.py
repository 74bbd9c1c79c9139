"""Django's settings, made from the environment (`antin_server.config.environment`)."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy

from antin_server.common.secret_files import secret
from antin_server.config import environment

PACKAGE = Path(__file__).resolve().parents[1]
ANTIN_HOME = environment.home()
ANTIN_PUBLIC_URL = environment.value("ANTIN_PUBLIC_URL").rstrip("/")
ANTIN_STATUS_URL = environment.value("ANTIN_STATUS_URL").rstrip("/")
ANTIN_DEMO = environment.is_on("ANTIN_DEMO")
ANTIN_SOFT_KEYS = environment.is_on("ANTIN_SOFT_KEYS")
ANTIN_TOTP_REQUIRED = environment.is_on("ANTIN_TOTP_REQUIRED")
ANTIN_OFFICIAL_DOMAINS = tuple(
    each.strip() for each in environment.value("ANTIN_OFFICIAL_DOMAINS").split(",") if each.strip()
)
ANTIN_NOT_YET_EFFECTIVE = environment.value("ANTIN_NOT_YET_EFFECTIVE")
ANTIN_UPLOAD_BYTES = int(environment.value("ANTIN_UPLOAD_MB")) * 1024 * 1024
ANTIN_CHECK_BYTES = 5 * ANTIN_UPLOAD_BYTES  # all files of one check (docs/decisions/0018)
ANTIN_LARGE_UPLOADS = {"/kiem-tra/": ANTIN_CHECK_BYTES}
ANTIN_TOKEN_WAIT_S = int(environment.value("ANTIN_TOKEN_WAIT_S"))
ANTIN_TOKEN_PLACE_MM = float(environment.value("ANTIN_TOKEN_PLACE_MM"))
ANTIN_SECURITY_CONTACT = environment.value("ANTIN_SECURITY_CONTACT")
ANTIN_LOOPBACK_EVIDENCE = environment.is_on("ANTIN_LOOPBACK_EVIDENCE")
ANTIN_KEEP_SESSION_DAYS = int(environment.value("ANTIN_KEEP_SESSION_DAYS"))
ANTIN_KEEP_SIGNING_DAYS = int(environment.value("ANTIN_KEEP_SIGNING_DAYS"))
ANTIN_KEEP_FLOW_DAYS = int(environment.value("ANTIN_KEEP_FLOW_DAYS"))
ANTIN_FLOW_REMIND_DAYS = int(environment.value("ANTIN_FLOW_REMIND_DAYS"))
ANTIN_KEEP_PERSONAL_NUMBER_DAYS = int(environment.value("ANTIN_KEEP_PERSONAL_NUMBER_DAYS"))
ANTIN_KEEP_MAIL_DAYS = int(environment.value("ANTIN_KEEP_MAIL_DAYS"))
ANTIN_KEEP_LOG_DAYS = int(environment.value("ANTIN_KEEP_LOG_DAYS"))
ANTIN_KEEP_TASK_DAYS = int(environment.value("ANTIN_KEEP_TASK_DAYS"))
ANTIN_PROCESS = "command"  # each process names itself before Django is set up (antin_server.operations)

SECRET_KEY = secret(ANTIN_HOME / "secrets", "django")
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ANTIN_PUBLIC_URL.split("://")[1].split("/")[0].split(":")[0]]
CSRF_TRUSTED_ORIGINS = [ANTIN_PUBLIC_URL]
IS_HTTPS = ANTIN_PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "antin_server.common",
    "antin_server.audit",
    "antin_server.accounts",
    "antin_server.authority",
    "antin_server.va",
    "antin_server.signing",
    "antin_server.guidance",
    "antin_server.registration",
    "antin_server.first_run",
    "antin_server.portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "antin_server.common.middleware.OneHost",
    "antin_server.common.middleware.RequestLog",
    "antin_server.common.middleware.Bounds",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "antin_server.common.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "antin_server.common.middleware.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "antin_server.first_run.middleware.PagesOfTheMode",
    "antin_server.accounts.middleware.Doors",
]
ROOT_URLCONF = "antin_server.config.urls"
WSGI_APPLICATION = "antin_server.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "accounts" / "templates"],  # before allauth's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "antin_server.portal.context.page",
            ],
        },
    }
]

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "antin_server.accounts.forms.SignInForm",
    "reset_password": "antin_server.accounts.forms.NewPasswordForm",
}
ACCOUNT_ADAPTER = "antin_server.accounts.adapter.ClosedAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "antin_server.accounts.adapter.SealingAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Ấn Tín"
CSRF_FAILURE_VIEW = "antin_server.portal.views.form_expired"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/ban-lam-viec/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", gettext_lazy("Vietnamese")), ("en", gettext_lazy("English"))]
LANGUAGE_COOKIE_NAME = "antin_language"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
DATE_FORMAT, DATETIME_FORMAT = "d/m/Y", "d/m/Y H:i"
USE_I18N = True
FORMAT_MODULE_PATH = ["antin_server.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = ANTIN_HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # stays empty; whitenoise looks for it
MEDIA_ROOT = ANTIN_HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # static files are served from the packages; nothing has to be collected
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000  # pages take fewer, and say so in words; the length of a request is limited anyway
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
globals().update(environment.mail())
DEFAULT_FROM_EMAIL = environment.value("ANTIN_MAIL_FROM")
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING_CONFIG = None  # antin_server.common.logs sets logging up, per process
