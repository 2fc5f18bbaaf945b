"""What is refused, how often one may ask, and what a browser may load."""

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE

env = environ.FileAwareEnv()

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# No foreign source, no inline script or style. Wagtail's admin needs inline style and script; it gets
# its own policy in `network.config.middleware`.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "frame-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
ADMIN_CONTENT_SECURITY_POLICY_UPDATE = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Wagtail shows the preview of a page in a frame of its own editor.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=14 * 24 * 3600)
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "network.people.views.csrf_failure"

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURE_LIMIT", default=8)
AXES_COOLOFF_TIME = env.float("SIGN_IN_COOLOFF_HOURS", default=0.25)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "network.people.sign_in.address_typed"
AXES_CLIENT_IP_CALLABLE = "network.people.sign_in.client_address"
AXES_LOCKOUT_CALLABLE = "network.people.views.sign_in_locked"

# Rates are "count/period" with s, m, h or d; empty switches the limit off.
RATE_LIMITS = {
    "search": env.str("RATE_SEARCH", default="120/m"),
    "suggest": env.str("RATE_SUGGEST", default="300/m"),
    "export": env.str("RATE_EXPORT", default="10/m"),
    "api": env.str("RATE_API", default="240/m"),
    "post": env.str("RATE_POST", default="30/m"),
    "report": env.str("RATE_REPORT", default="20/h"),
    "upload": env.str("RATE_UPLOAD", default="100/h"),
    "reaction": env.str("RATE_REACTION", default="60/m"),
    "question": env.str("RATE_QUESTION", default="6/m"),
    "vote": env.str("RATE_VOTE", default="120/m"),
    "mail_answer": env.str("RATE_MAIL_ANSWER", default="10/d"),
    "draft": env.str("RATE_DRAFT", default="120/m"),
    "invitation": env.str("RATE_INVITATION", default="60/h"),
}

# For how many days the link of an invitation works.
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)

# Limits of somebody who has just come; they end after so many days or posts. 0 days: none.
NEW_MEMBER_DAYS = env.int("NEW_MEMBER_DAYS", default=3)
NEW_MEMBER_POSTS = env.int("NEW_MEMBER_POSTS", default=10)
NEW_MEMBER_POSTS_PER_HOUR = env.int("NEW_MEMBER_POSTS_PER_HOUR", default=6)
NEW_MEMBER_LINKS = env.int("NEW_MEMBER_LINKS", default=5)
NEW_MEMBER_MENTIONS = env.int("NEW_MEMBER_MENTIONS", default=5)

# For how many days the moderation keeps reports and decisions.
MODERATION_KEPT_DAYS = env.int("MODERATION_KEPT_DAYS", default=730)

# Of every account of the demo network. Known to everybody, and refused by production.
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="ankommen-2018-demo")
