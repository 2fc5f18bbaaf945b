"""Settings, layered by import. The file .env is read here, before any module of settings asks the environment."""

from pathlib import Path

import environ

environ.Env.read_env(Path(__file__).resolve().parents[3] / ".env")
