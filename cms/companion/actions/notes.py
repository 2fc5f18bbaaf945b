"""The results of a programme item, written down together, and how they come into the meeting's documentation."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.companion.merging import merged
from cms.companion.models import Note, NoteVersion, Room
from cms.companion.realtime import push_room, take_number
from cms.companion.rules import may_document
from cms.companion.signals import note_changed
from cms.companion.validation import clean_note
from cms.meetings.models import MeetingPage
from network.moderation.suspensions import check_may_write
from network.people.markdown import render_markdown
from network.people.models import User

CONFLICT = _("Somebody else changed the same place meanwhile. Both texts stand below; nothing is lost.")
ONE_SITTING = timedelta(minutes=5)
"""What one person types within it is one version: every pause of the fingers saves."""


def write_note(*, room: Room, writer: User, body: str, version: int, base: str | None = None) -> Note:
    """The text as the room has it now, after this one.

    Who began with another `version` than there is has the texts put together, by the `base` both began with; where
    both changed the same place, nothing is stored and both have to be looked at.
    """
    body = clean_note(body)
    base = clean_note(base) if base is not None else None
    with transaction.atomic():
        number = take_number(room)
        if not writer.has_perm("companion.view_room", room):
            raise PermissionDenied(_("You are no longer a member of this space. Your text has not been saved."))
        check_may_write(writer)
        if not writer.has_perm("companion.write_results", room):
            raise ValidationError(_("This space has been archived meanwhile. Your text has not been saved."))
        note, _new = Note.objects.get_or_create(room=room, defaults={"edited_by": writer})
        if version < note.version and note.versions.filter(version__gt=version, body=body).exists():
            body = note.body  # it has arrived before a browser broke down, and others have gone on from it
        elif version != note.version:
            body = _united(note, body, base)
        if body == note.body:
            transaction.set_rollback(True)
            return note
        _keep_version(note, writer)
        note.body, note.edited_by, note.edited_at = body, writer, timezone.now()
        note.version += 1
        note.save()
        room.note, room.number = note, number
        room.save(update_fields=["number"])
        note_changed.send(sender=Note, note=note)
        push_room(room)
    return note


def take_over_note(*, room: Room, editor: User) -> Revision:
    """Adds the results to the programme item in the draft of the meeting's page; publishing stays the editors' step."""
    if room.item is None or not may_document(editor, room):
        raise PermissionDenied(_("Only those who may edit the page of the meeting take the results over."))
    with transaction.atomic():
        note = Note.objects.select_for_update().get(room=room)
        page = MeetingPage.objects.get(pk=room.item.page_id).get_latest_revision_as_object()
        items = list(page.programme_items.all())
        item = next((item for item in items if item.pk == room.item_id), None)
        if item is None:
            raise ValidationError(_("The draft of the page does not have this programme item any more."), code="item")
        # Wagtail's editor reads rich text as XHTML and fails on a tag it finds open.
        html = str(render_markdown(note.body)).replace("<br>", "<br/>").replace("<hr>", "<hr/>").strip()
        item.documentation = f"{item.documentation}{html}"
        page.programme_items = items
        revision = page.save_revision(user=editor, log_action=True)
        note.taken_version = note.version
        note.save(update_fields=["taken_version"])
    return revision


def _united(note: Note, body: str, base: str | None) -> str:
    both = merged(base, body, note.body) if base is not None else None
    if both is None:
        raise ValidationError(CONFLICT, code="conflict")
    return clean_note(both)


def _keep_version(note: Note, writer: User) -> None:
    now = timezone.now()
    is_same_sitting = note.edited_by_id == writer.pk and now - note.edited_at < ONE_SITTING
    if note.version and not is_same_sitting:
        NoteVersion.objects.create(
            note=note,
            version=note.version,
            body=note.body,
            written_at=note.edited_at,
            replaced_at=now,
            replaced_by=writer,
        )
