"""From a member's text to a page in the editors' review."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Comment, Locale, Page, WorkflowState
from wagtail.users.models import UserProfile

from cms.basepage.models import PageDocument, PagePhoto, Topic
from cms.basepage.models.classified import CLASSES
from cms.municipalities.actions.profiles import profile_of
from cms.municipalities.models import ExperiencePage, MunicipalityPage, PendingUpload
from cms.municipalities.notifications import tell_editors
from cms.municipalities.state import EDITABLE, state_of
from network.municipalities.models import Municipality
from network.people.actions import discard_draft
from network.people.models import User

DRAFT_KIND = "experience"
TEXT_FIELDS = (
    "title",
    "summary",
    "what_we_did",
    "outcome",
    "what_did_not_work",
    "started_on",
    "ended_on",
    "cost",
    "staff",
    "partners",
    "target_groups",
)


class NoProfilePage(Exception):  # noqa: N818 -- an answer to give, not a fault
    """The municipality has no profile (any more) that the experience could lie below."""


class NotEditable(Exception):  # noqa: N818 -- an answer to give, not a fault
    """The editors are reading it, or it is published."""


@dataclass
class Submission:
    """What the form says, already valid."""

    texts: dict[str, str]
    topic_keys: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    classes: dict[str, list[str]] = field(default_factory=dict)
    """Values by the fields of CLASSES."""


def page_key(page: ExperiencePage) -> str:
    """Of the draft and the uploads of a page that exists."""
    return f"page-{page.pk}"


def submit_experience(*, author: User, municipality: Municipality, key: str, submission: Submission) -> ExperiencePage:
    """Create the page and hand it to the editors. The same key again gives the same page: a double click is one text."""
    with transaction.atomic():
        # Whoever sends twice at once waits here, then finds the page of the first time.
        User.objects.select_for_update().get(pk=author.pk)
        sent = ExperiencePage.objects.filter(author=author, submitted_as=key).first()
        if sent:
            return sent
        parent = _locked_parent(municipality)
        page = ExperiencePage(
            municipality=municipality, author=author, owner=author, live=False, submitted_as=key, locale=parent.locale
        )
        _write(page, submission)
        parent.add_child(instance=page)
        log(instance=page, action="wagtail.create", user=author)
        uploads = PendingUpload.objects.filter(owner=author, draft_key=key)
        uploads.update(draft_key=page_key(page))
        _describe(page, submission, uploads_of(page, author))
        page.save()
        discard_draft(owner=author, kind=DRAFT_KIND, key=key)
        _hand_to_editors(page, author)
    return page


def resubmit_experience(
    *, author: User, page: ExperiencePage, submission: Submission, answer: str = ""
) -> ExperiencePage:
    """The answer to the editors' question, or a page that was withdrawn, goes (back) into review."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=page.pk)
        page = ExperiencePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        if state_of(page) not in EDITABLE:
            raise NotEditable
        _write(page, submission)
        _describe(page, submission, uploads_of(page, author))
        if answer.strip():
            page.wagtail_admin_comments.add(Comment(user=author, text=answer.strip(), contentpath="what_we_did"))
        discard_draft(owner=author, kind=DRAFT_KIND, key=page_key(page))
        _hand_to_editors(page, author)
    return page


def uploads_of(page: ExperiencePage, author: User) -> Iterable[PendingUpload]:
    found = PendingUpload.objects.filter(owner=author, draft_key=page_key(page))
    return found.select_related("image", "document")


def begin_editing(*, author: User, page: ExperiencePage) -> None:
    """The files of the page's latest version become the uploads the form shows; what an editor removed stays removed."""
    with transaction.atomic():
        key = page_key(page)
        PendingUpload.objects.filter(owner=author, draft_key=key).delete()
        latest = page.get_latest_revision_as_object()
        PendingUpload.objects.bulk_create(
            [
                *(_upload(author, key, PendingUpload.Kind.PHOTO, image=photo.image) for photo in latest.photos.all()),
                *(
                    _upload(author, key, PendingUpload.Kind.DOCUMENT, document=attachment.document)
                    for attachment in latest.attachments.all()
                ),
            ]
        )


def _upload(author: User, key: str, kind: str, **file: Any) -> PendingUpload:
    return PendingUpload(owner=author, draft_key=key, kind=kind, **file)


def _locked_parent(municipality: Municipality) -> MunicipalityPage:
    """The tree numbers the children of a page: two at once must wait for each other."""
    found = profile_of(municipality)
    if found is None:
        raise NoProfilePage
    Page.objects.select_for_update().get(pk=found.pk)
    return MunicipalityPage.objects.get(pk=found.pk)


def _write(page: ExperiencePage, submission: Submission) -> None:
    for name in TEXT_FIELDS:
        setattr(page, name, submission.texts.get(name, ""))
    for name in CLASSES:
        setattr(page, name, submission.classes.get(name, []))


def _describe(page: ExperiencePage, submission: Submission, uploads: Iterable[PendingUpload]) -> None:
    page.topics.set(Topic.objects.filter(key__in=submission.topic_keys, locale=page.locale or Locale.get_default()))
    page.tags.set(submission.tags)
    pending = list(uploads)
    page.photos.set([PagePhoto(image=upload.image, sort_order=n) for n, upload in enumerate(pending) if upload.image])
    page.attachments.set(
        [PageDocument(document=upload.document, sort_order=n) for n, upload in enumerate(pending) if upload.document]
    )


def _hand_to_editors(page: ExperiencePage, author: User) -> None:
    page.save_revision(user=author, log_action=True)
    _leave_mail_to_us(author)
    running = page.current_workflow_state
    if running is not None and running.status == WorkflowState.STATUS_NEEDS_CHANGES:
        running.resume(user=author)
    else:
        workflow = page.get_workflow()
        if workflow is None:
            raise LookupError("no workflow is assigned to the home page: run manage.py set_up_site")
        workflow.start(page, author)
    tell_editors(page, author)


def _leave_mail_to_us(author: User) -> None:
    """Wagtail would mail members a link into its admin, where they cannot go; our notification leads to their form."""
    profile = UserProfile.get_for_user(author)
    if profile.rejected_notifications and not author.has_perm("wagtailadmin.access_admin"):
        profile.rejected_notifications = profile.approved_notifications = False
        profile.save(update_fields=["rejected_notifications", "approved_notifications"])
