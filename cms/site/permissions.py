"""What the groups of the roles may do in Wagtail's admin. Members have no group and no access to it."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.handbook.models import HandbookIndexPage
from cms.meetings.models import MeetingIndexPage
from network.people.roles import COORDINATORS_GROUP, EDITORS_GROUP, FACILITATORS_GROUP

WAGTAILS_OWN_GROUPS = ("Editors", "Moderators")
MEDIA = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
EDITORS = (
    "wagtailadmin.access_admin",
    "basepage.add_tag",
    "basepage.change_tag",
    "basepage.delete_tag",
    "basepage.change_topic",
    "transfer.change_adoption",
    "transfer.view_adoption",
    "wagtail_localize.submit_translation",
)
FACILITATORS = ("wagtailadmin.access_admin", "transfer.view_adoption")
COORDINATORS = (
    "wagtailadmin.access_admin",
    "people.add_user",
    "people.change_user",
    "basepage.add_topic",
    "basepage.delete_topic",
    "transfer.delete_adoption",
    "wagtailcore.add_collection",
    "wagtailcore.change_collection",
    "wagtailcore.change_site",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
)


def set_up_permissions() -> None:
    """Grants what is missing and takes nothing away that an administrator has added."""
    Group.objects.filter(name__in=WAGTAILS_OWN_GROUPS, user__isnull=True).delete()
    root = Page.get_first_root_node()
    editors = _group(EDITORS_GROUP, EDITORS)
    _on_pages(editors, [root], ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"))
    _on_collections(editors)
    facilitators = _group(FACILITATORS_GROUP, FACILITATORS)
    places = [*MeetingIndexPage.objects.all(), *HandbookIndexPage.objects.all()]
    _on_pages(facilitators, places, ("add_page", "change_page"))
    _on_collections(facilitators)
    coordinators = _group(COORDINATORS_GROUP, COORDINATORS)
    _on_pages(coordinators, [root], ("add_page", "change_page", "publish_page", "bulk_delete_page"))


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    found = []
    for name in names:
        app_label, codename = name.split(".")
        found.append(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    return found


def _group(name: str, permissions: tuple[str, ...]) -> Group:
    group = Group.objects.get_or_create(name=name)[0]
    group.permissions.add(*_permissions(permissions))
    return group


def _on_pages(group: Group, pages: list[Page], codenames: tuple[str, ...]) -> None:
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)


def _on_collections(group: Group) -> None:
    root = Collection.get_first_root_node()
    for permission in _permissions(MEDIA):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
