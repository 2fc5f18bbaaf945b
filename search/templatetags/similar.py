"""What pages of other packages show of things like theirs: the page loads the tag, so no package below knows the search."""

from typing import Any

from django import template
from django.template import Context

from cms.ideas.models import IdeaPage
from cms.municipalities.experience import profile_url
from cms.municipalities.models import ExperiencePage
from network.discussions.models import Thread
from search import similar

register = template.Library()


def _user(context: Context) -> Any:
    return getattr(context.get("request"), "user", None)


@register.inclusion_tag("search/includes/similar.html", takes_context=True)
def similar_ideas(context: Context, page: IdeaPage) -> dict[str, Any]:
    """ideas, threads: what comes near to this idea; nothing at all where nothing does."""
    key, text = f"page:{page.pk}", f"{page.title} {page.summary}"
    return {"ideas": similar.similar_ideas(page), "threads": similar.threads_on(key, text, _user(context))}


@register.inclusion_tag("search/includes/who_else.html", takes_context=True)
def who_else(context: Context, thing: ExperiencePage | Thread) -> dict[str, Any]:
    """experiences (each with contact_url), threads: who works on the same."""
    user = _user(context)
    if isinstance(thing, Thread):
        # By meaning only: the page of a thread asks the database often enough without looking for words.
        experiences = similar.experiences_on(f"thread:{thing.pk}", "", user)
        threads = []
    else:
        key, text = f"page:{thing.pk}", f"{thing.title} {thing.summary}"
        experiences = similar.experiences_on(key, text, user, thing.municipality_id)
        threads = similar.threads_on(key, text, user)
    for each in experiences:
        each.contact_url = profile_url(each)  # type: ignore[attr-defined] # for the template
    return {"experiences": experiences, "threads": threads}
