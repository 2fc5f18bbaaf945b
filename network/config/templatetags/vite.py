"""`{% vite_script "main" %}`, `{% vite_styles %}`: the built files of frontend/, by Vite's manifest.

Vite already puts a hash into each name, so these files are linked directly and never through the hashing
static files storage: a script imports its chunks by Vite's names, and a second hash would load them twice.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import PrefixNode, static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

MANIFEST = "manifest.json"
STYLES = "src/styles/main.scss"
FONTS_FIRST_SEEN = ("fira-sans-latin-400-normal", "fira-sans-latin-600-normal")


class FrontendNotBuiltError(RuntimeError):
    """frontend/dist is missing: run `npm ci && npm run build`."""


@cache
def _cached_manifest() -> dict[str, Any]:
    return _read_manifest()


def _read_manifest() -> dict[str, Any]:
    """Where files are served as collected, by what was collected: a build that came later is not served yet."""
    collected = Path(settings.STATIC_ROOT) / MANIFEST
    path = collected if collected.exists() and not settings.DEBUG else finders.find(MANIFEST)
    if path is None:
        raise FrontendNotBuiltError(FrontendNotBuiltError.__doc__)
    return json.loads(Path(path).read_text(encoding="utf-8"))


def manifest() -> dict[str, Any]:
    return _read_manifest() if settings.DEBUG else _cached_manifest()


def _url(file: str) -> str:
    return PrefixNode.handle_simple("STATIC_URL") + file


def asset_url(source: str) -> str:
    """The address of what Vite made of `source`, a path below frontend/."""
    try:
        return _url(manifest()[source]["file"])
    except KeyError as error:
        raise template.TemplateSyntaxError(f"Vite built nothing from {source!r}") from error


@register.simple_tag
def vite_script(entrypoint: str) -> SafeString:
    """A module script; `main` is a classic one, because it must run before the first paint and then loads the rest."""
    url = _entry_url(entrypoint)
    if entrypoint == "main":
        return format_html('<script src="{}" data-application="{}"></script>', url, _entry_url("application"))
    return format_html('<script type="module" src="{}"></script>', url)


def _entry_url(entrypoint: str) -> str:
    return asset_url(f"src/entrypoints/{entrypoint}.ts")


@register.simple_tag
def vite_styles() -> SafeString:
    """The one stylesheet, and the fonts of the first screen so that the text does not change its face late."""
    fonts = [
        _url(entry["file"])
        for source, entry in manifest().items()
        if source.endswith(".woff2") and any(name in source for name in FONTS_FIRST_SEEN)
    ]
    preloads = format_html_join(
        "\n", '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>', ((font,) for font in fonts)
    )
    return format_html('{}\n<link rel="stylesheet" href="{}">', preloads, asset_url(STYLES))


@register.simple_tag
def vite_public(file: str) -> str:
    """A file of frontend/public, which keeps its name."""
    return static(file)
