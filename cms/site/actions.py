"""What every installation begins with; safe to run again, it leaves alone what editors have changed since."""

import uuid
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.apps import apps
from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.basepage.models import BasePage, Topic
from cms.basepage.registry import set_up_registered
from cms.site.models import HomePage
from cms.site.permissions import set_up_permissions
from cms.site.workflow import set_up_workflow

HERE = Path(__file__).parent
LANGUAGES = ("de", "en")
DEFAULT_PORTS = {"http": 80, "https": 443}


@transaction.atomic
def set_up_site() -> HomePage:
    """Languages, topics, the tree's fixed pages, the site, groups with their permissions, the review workflow,
    and what packages above registered.

    Returns the German home page. Whoever needs an empty but complete site calls this: `set_up_site`, the demo, tests.
    """
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    _set_up_topics(locales)
    homes = _set_up_pages(locales)
    _set_up_site_record(homes["de"])
    set_up_permissions()
    set_up_workflow(homes.values())
    set_up_registered()
    return homes["de"]


@cache
def _read(name: str) -> list[dict[str, Any]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return yaml.safe_load(file)


def _set_up_topics(locales: dict[str, Locale]) -> None:
    for entry in _read("topics.yaml"):
        existing = Topic.objects.filter(key=entry["key"]).first()
        translation_key = existing.translation_key if existing else uuid.uuid4()
        for code, locale in locales.items():
            Topic.objects.get_or_create(
                key=entry["key"],
                locale=locale,
                defaults={
                    "translation_key": translation_key,
                    "name": entry[f"name_{code}"],
                    "description": entry[f"description_{code}"],
                    "order": entry["order"],
                },
            )


def _set_up_pages(locales: dict[str, Locale]) -> dict[str, HomePage]:
    homes: dict[str, Any] = {}
    for entry in _read("structure.yaml"):
        model = apps.get_model(entry["model"])
        translation_key = _translation_key(model)
        for code, locale in locales.items():
            is_home = model is HomePage
            parent = Page.get_first_root_node() if is_home else homes[code]
            page = _find_or_add(model, parent, locale, translation_key, entry[code])
            if is_home:
                homes[code] = page
    return homes


def _translation_key(model: type[BasePage]) -> uuid.UUID:
    existing = model.objects.order_by("path").first()
    return existing.translation_key if existing else uuid.uuid4()


def _find_or_add(
    model: type[BasePage], parent: Page, locale: Locale, translation_key: uuid.UUID, fields: dict[str, str]
) -> BasePage:
    existing = model.objects.filter(locale=locale).first()
    if existing:
        return existing
    page = model(locale=locale, translation_key=translation_key, show_in_menus=model is not HomePage, **fields)
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _set_up_site_record(home: HomePage) -> None:
    """The site answers on PUBLIC_URL; Wagtail's welcome page goes."""
    address = urlsplit(settings.PUBLIC_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.root_page_id else None
    site.hostname = address.hostname or "localhost"
    site.port = address.port or DEFAULT_PORTS[address.scheme]
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.root_page = home
    site.save()
    if welcome is not None and welcome.pk != home.pk and welcome.specific_class is Page and not welcome.is_root():
        welcome.delete()
    Site.clear_site_root_paths_cache()
