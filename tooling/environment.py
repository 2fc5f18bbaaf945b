"""What every command of the Makefile that runs Django says to it."""

import os
from pathlib import Path

import django

SETTINGS = "network.config.settings.base"


def var_dir() -> Path:
    return Path(os.environ.get("LERNNETZ_VAR", "var")).resolve()


def set_up(*, worker: bool = False) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ["EMBEDDED_WORKER"] = "true" if worker else "false"
    django.setup()


def say(text: str) -> None:
    print(f"\033[1m==> {text}\033[0m", flush=True)
