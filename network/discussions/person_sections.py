"""What a person's page says of conversations: where one reaches them, and what they said, as far as the reader may know."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from network.discussions.models import Post
from network.people.home import Item, Section
from network.people.models import User
from network.people.person_page import register_person_section
from network.spaces.models import Space

LINES = 8
SPACES = 3


def register() -> None:
    register_person_section("ask", 20, where_to_ask)
    register_person_section("contributions", 40, contributions)


def where_to_ask(person: User, reader: User) -> Section | None:
    """Spaces both may read: that of the person's municipality, and those in which the person writes."""
    if person.pk == reader.pk or not person.is_active:
        return None
    writes = Exists(Post.objects.present().filter(space=OuterRef("pk"), author=person, alias=""))
    spaces = Space.objects.visible_to(reader).active().filter(pk__in=Space.objects.visible_to(person).values("pk"))
    spaces = spaces.filter(Q(municipality__memberships__user=person) | writes).distinct()
    own_first = sorted(spaces.order_by("title")[:LINES], key=lambda space: space.municipality_id is None)
    items = [
        Item(text=space.title, url=reverse("discussions:thread-create", args=[space.slug]), action_label=_("Ask here"))
        for space in own_first[:SPACES]
    ]
    if not items:
        items = [Item(text=_("All spaces"), url=reverse("spaces:space-list"), action_label=_("Choose a space"))]
    return {"title": _("Where to ask"), "items": items}


def contributions(person: User, reader: User) -> Section | None:
    posts = Post.objects.visible_to(reader).present().filter(author=person, alias="").select_related("thread", "space")
    items = [
        Item(text=post.thread.title, url=post.get_absolute_url(), meta=_meta(post))
        for post in posts.order_by("-created_at", "-pk")[:LINES]
    ]
    return {"title": _("Said in the spaces"), "items": items} if items else None


def _meta(post: Post) -> str:
    return f"{post.space.title}, {date_format(localtime(post.created_at), 'SHORT_DATE_FORMAT')}"
