"""What the page of an experience shows."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.basepage.prose import Fact, facts, sections
from cms.municipalities.structured_data import experience_data
from network.people.markdown import render_markdown
from network.people.rules import is_active_user

if TYPE_CHECKING:
    from cms.municipalities.models import ExperiencePage

REPORTABLE = "experience"
"""The kind of what can be reported."""


def experience_context(page: "ExperiencePage", user: Any) -> dict[str, Any]:
    """municipality, with profile_url; facts (label, value): when, cost, staff, partners, for whom, phase;
    story: what we did, what came of it (Section: id, title, html); what_did_not_work: safe HTML or "";
    related_format; author_name: only for members, else ""; report_url: likewise; ask_url; photos; attachments."""
    return {
        "municipality": page.municipality,
        "profile_url": profile_url(page),
        "facts": [fact for fact in _facts(page) if fact.value],
        "story": sections(page, "what_we_did", "outcome"),
        "what_did_not_work": render_markdown(page.what_did_not_work) if page.what_did_not_work.strip() else "",
        "related_format": page.related_format if page.related_format and page.related_format.live else None,
        "author_name": page.author.get_full_name() if page.author and is_active_user(user) else "",
        "report_url": _report_url(page, user),
        "ask_url": reverse("spaces:space-list"),
        "photos": page.get_photos(),
        "attachments": page.get_attachments(),
        "structured_data": experience_data(page),
    }


def _report_url(page: "ExperiencePage", user: Any) -> str:
    """For members who may have something against it; what one wrote oneself, one turns to the editors about."""
    if not page.live or not is_active_user(user) or page.author_id == user.pk:
        return ""
    return reverse("moderation:report", args=[REPORTABLE, page.pk])


def profile_url(page: "ExperiencePage") -> str:
    """The profile is the parent; its address is the beginning of the page's own."""
    parent = type(page)(url_path=page.url_path.rstrip("/").rpartition("/")[0] + "/")
    return parent.get_url() or ""


def _facts(page: "ExperiencePage") -> list[Fact]:
    return [
        Fact(_("When"), page.period_text),
        *facts(page, "cost", "staff"),
        Fact(capfirst(_("partners")), ", ".join(page.partner_list)),
        Fact(capfirst(_("for whom")), ", ".join(page.target_group_list)),
        Fact(capfirst(_("phase")), page.get_phase_display()),
    ]
