"""Keeps the cached site and menus as fresh as the rows, also those edited in Wagtail's admin."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.basepage.signal_handlers import forget_now_and_on_commit
from cms.basepage.signals import pages_imported
from cms.site import menus, routing
from cms.site.freshness import content_changed, row_changed
from network.municipalities.signals import municipality_joined, municipality_left, register_changed

MENU_DEPTH = 3


def _forget_site(sender: Any, **kwargs: Any) -> None:
    forget_now_and_on_commit(routing.forget_site)


def _forget_menus(sender: Any, instance: Page, **kwargs: Any) -> None:
    if instance.depth is None or instance.depth <= MENU_DEPTH:
        forget_now_and_on_commit(menus.forget)


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(_forget_site, sender=Site, dispatch_uid=f"cms_site_{id(signal)}")
        signal.connect(row_changed, dispatch_uid=f"cms_shown_{id(signal)}")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_forget_menus, dispatch_uid=f"cms_menus_{id(signal)}")
    for announced in (pages_imported, register_changed, municipality_joined, municipality_left, post_page_move):
        announced.connect(_rows_changed, dispatch_uid=f"cms_shown_{id(announced)}")
    m2m_changed.connect(_relation_changed, dispatch_uid="cms_shown_relations")
    post_delete.connect(_forget_page_in_menus, dispatch_uid="cms_menus_deleted")
    post_save.connect(_forget_page_in_menus, dispatch_uid="cms_menus_saved")


def _forget_page_in_menus(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        _forget_menus(sender, instance)


def _rows_changed(sender: Any, **kwargs: Any) -> None:
    content_changed()


def _relation_changed(sender: Any, instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_"):
        row_changed(type(instance))
