"""`make check`: everything that can be said about the code without running it."""

import sys
import tempfile
from pathlib import Path

from tooling.steps import Step, Together, run

BIN = str(Path(sys.executable).parent)
PYTHON = sys.executable
# What a real installation would set; the deployment check looks at the settings only.
# A place without data: the demo network of this machine is no fault of the code.
EMPTY = tempfile.TemporaryDirectory(prefix="lernnetz-check-")
PRODUCTION = {
    "LERNNETZ_VAR": EMPTY.name,
    "DJANGO_SETTINGS_MODULE": "network.config.settings.production",
    "SECRET_KEY": "only-to-check-the-settings-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SECRET_KEY_FILE": "",
    "PUBLIC_URL": "https://lernnetz.example",
    "ALLOWED_HOSTS": "lernnetz.example",
    "EMAIL_URL": "smtp+tls://lernnetz:password@mail.example:587",
    "DEFAULT_FROM_EMAIL": "Lernnetz <post@lernnetz.example>",
}
TESTING = {"SECRET_KEY_FILE": "", "DJANGO_SETTINGS_MODULE": "network.config.settings.test"}

STEPS = [
    Step("Python: format", [f"{BIN}/ruff", "format", "--check", "--quiet", "."]),
    Step("Python: rules", [f"{BIN}/ruff", "check", "--quiet", "."]),
    Together(
        [
            Step("Python: types", [f"{BIN}/mypy", "--no-error-summary"]),
            Step("Front end: types, rules, format", ["npm", "run", "--silent", "check"]),
        ]
    ),
    Together(
        [
            Step("Python: direction of imports", [f"{BIN}/lint-imports", "--no-cache"]),
            Step("Templates", [f"{BIN}/djlint", "templates", "--lint", "--quiet"]),
        ]
    ),
    Together(
        [
            Step("Migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], TESTING),
            Step(
                "Settings of production",
                [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
                PRODUCTION,
            ),
            Step("Messages: every text has its German", [PYTHON, "-m", "tooling.messages", "check"]),
        ]
    ),
]

if __name__ == "__main__":
    sys.exit(run(STEPS))
