"""The drafts of this package: `thread` by the space's id, `post` by the thread's id."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.discussions.models import PostFile, Thread
from network.discussions.places import find_thread
from network.people.drafts import register_kind
from network.people.models import Draft, User
from network.spaces.models import Space

THREAD = "thread"
POST = "post"
EDIT = "edit"
"""Of files only, by the post's id: the text of an edit is compared with what is stored when it is sent."""


def register() -> None:
    register_kind(THREAD, label=_("A new thread"), url=_thread_form_url)
    register_kind(POST, label=_("An answer"), url=_answer_url, title=_answer_title)


def draft_url(kind: str, pk: int) -> str:
    return reverse("draft", args=[kind, pk])


def draft_data(user: User, kind: str, pk: int) -> dict[str, Any]:
    draft = Draft.objects.filter(owner=user, kind=kind, key=str(pk)).first()
    return draft.data | {"draft_version": draft.version} if draft else {}


def carry_drafts(former: int, pk: int) -> None:
    """Answers begun in a thread that has become part of another: below what the person has begun there."""
    begun = {draft.owner_id: draft for draft in Draft.objects.filter(kind=POST, key=str(pk))}
    for draft in Draft.objects.filter(kind=POST, key=str(former)):
        if (other := begun.get(draft.owner_id)) is None:
            draft.key = str(pk)
            draft.save(update_fields=["key"])
            continue
        texts = [str(each.data.get("body", "")).strip() for each in (other, draft)]
        other.data["body"], other.version = "\n\n".join(filter(None, texts)), other.version + 1
        other.save(update_fields=["data", "version", "updated_at"])
        draft.delete()
    PostFile.objects.filter(draft_key=f"{POST}:{former}", post=None).update(draft_key=f"{POST}:{pk}")


def _thread_form_url(draft: Draft) -> str:
    space = Space.objects.visible_to(draft.owner).filter(pk=id_of(draft)).first()
    return reverse("discussions:thread-create", args=[space.slug]) if space else reverse("spaces:space-list")


def _answer_url(draft: Draft) -> str:
    thread = find_thread(Thread.objects.visible_to(draft.owner).select_related("space"), id_of(draft))
    return f"{thread.get_absolute_url()}#reply" if thread else reverse("spaces:space-list")


def _answer_title(draft: Draft) -> str:
    thread = find_thread(Thread.objects.visible_to(draft.owner), id_of(draft))
    return thread.title if thread else ""


def id_of(draft: Draft) -> int:
    """Of the row that the draft is about; 0 is none."""
    return int(draft.key) if draft.key.isdecimal() and len(draft.key) < 19 else 0
