"""What the member's home says about one's experiences."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.municipalities.actions.submissions import DRAFT_KIND
from cms.municipalities.models import ExperiencePage
from cms.municipalities.state import State, state_of
from network.people.drafts import register_kind
from network.people.home import Item, Section, register_section
from network.people.models import Draft, User

NEWEST = 10


def register() -> None:
    register_section("experience-questions", 20, questions)
    register_section("my-experiences", 130, mine)
    register_kind(DRAFT_KIND, label=gettext_lazy("An experience"), url=draft_url)


def draft_url(draft: Draft) -> str:
    if draft.key.startswith("page-"):
        return reverse("cms_municipalities:experience-edit", args=[int(draft.key.removeprefix("page-"))])
    return reverse("cms_municipalities:experience-write") + f"?entwurf={draft.key}"


def questions(user: User, request: HttpRequest) -> Section | None:
    waiting = [page for page, state in _with_state(user) if state == State.CHANGES_REQUESTED]
    if not waiting:
        return None
    return {
        "title": _("Questions from the editors"),
        "items": [_item(page, str(State.CHANGES_REQUESTED.label), _("Answer")) for page in waiting],
    }


def mine(user: User, request: HttpRequest) -> Section | None:
    known = [(page, state) for page, state in _with_state(user) if state != State.CHANGES_REQUESTED]
    return {
        "title": _("My experiences"),
        "items": [_item(page, _meta(page, state), _label(state), state) for page, state in known],
        "empty_text": _("You have not shared an experience yet. It takes ten minutes."),
    }


def _with_state(user: User) -> list[tuple[ExperiencePage, State]]:
    pages = ExperiencePage.objects.written_by(user).select_related("locale", "hidden").defer_streamfields()
    newest = pages.order_by("-latest_revision_created_at", "-pk")[:NEWEST]
    return [(page, state_of(page)) for page in newest]


def _meta(page: ExperiencePage, state: State) -> str:
    if state == State.PUBLISHED and page.first_published_at:
        return _("published on %(date)s") % {"date": date_format(page.first_published_at, "j. F Y")}
    return str(state.label)


def _label(state: State) -> str:
    return {State.PUBLISHED: _("Read"), State.DRAFT: _("Go on writing")}.get(state, _("See"))


def _item(page: ExperiencePage, meta: str, action_label: str, state: State | None = None) -> Item:
    url = reverse("cms_municipalities:experience-edit", args=[page.pk])
    if state == State.PUBLISHED:
        url = page.get_url() or url
    return {"text": page.draft_title or page.title, "url": url, "meta": meta, "action_label": action_label}
