"""The results, written down together and taken over into the documentation."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from freezegun import freeze_time
from wagtail.models import Page

from cms.companion.actions import take_over_note, write_note
from cms.companion.merging import merged
from cms.companion.models import Note, NoteVersion, Room
from cms.companion.realtime import catch_up
from cms.meetings.models import ProgrammeItem
from network.spaces.actions import archive_space
from tests.factories.companion import make_room
from tests.factories.people import EditorFactory, FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("a\nb", "a\nb\nc", "a\nb", "a\nb\nc"),
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a", "a\nmeins", "a\nihres", "a\nihres\nmeins"),
        ("", "meins", "ihres", "ihres\nmeins"),
        ("a\nx", "a\nxy", "a\nx\nihres", "a\nxy\nihres"),
        ("a", "a\nzugleich", "a\nzugleich", "a\nzugleich"),
        ("a\nb", "a", "a\nB", None),
        ("a", "A", "ä", None),
    ],
)
def test_texts_of_two_are_put_together_unless_they_touch_the_same_lines(base, mine, theirs, expected):
    assert merged(base, mine, theirs) == expected


def test_results_are_numbered_and_keep_what_stood_there_before():
    room, ada, ben = make_room(), UserFactory(), UserFactory()
    with freeze_time("2027-03-11 10:00"):
        write_note(room=room, writer=ada, body="Eine Liste", version=0)
        write_note(room=room, writer=ada, body="Eine Liste für alle", version=1)
        write_note(room=room, writer=ben, body="Eine Liste für alle, ab Mai", version=2)
    kept = list(NoteVersion.objects.values_list("version", "body", "replaced_by"))
    assert kept == [(2, "Eine Liste für alle", ben.pk)]
    changes = catch_up(str(room.pk), 0).changes
    assert [(change["number"], change["room"]["results_version"]) for change in changes] == [(3, 3)]


def test_conflict_stores_nothing_but_other_lines_are_put_together():
    room, ada, ben = make_room(), UserFactory(), UserFactory()
    write_note(room=room, writer=ada, body="eins\nzwei", version=0)
    write_note(room=room, writer=ada, body="EINS\nzwei", version=1)
    with pytest.raises(ValidationError) as refusal:
        write_note(room=room, writer=ben, body="Eins!\nzwei", version=1, base="eins\nzwei")
    assert (refusal.value.code, Note.objects.get().body) == ("conflict", "EINS\nzwei")
    note = write_note(room=room, writer=ben, body="eins\nzwei\ndrei", version=1, base="eins\nzwei")
    assert (note.body, note.version) == ("EINS\nzwei\ndrei", 3)


def test_who_may_not_enter_or_comes_after_the_archive_writes_nothing():
    room = make_room(PrivateSpaceFactory())
    with pytest.raises(PermissionDenied):
        write_note(room=room, writer=UserFactory(), body="x", version=0)
    other = make_room()
    archive_space(space=other.space)
    with pytest.raises(ValidationError):
        write_note(room=Room.objects.get(pk=other.pk), writer=UserFactory(), body="x", version=0)
    assert not Note.objects.exists()


def test_results_go_into_the_draft_of_the_page_and_nowhere_else():
    room, editor = make_room(), EditorFactory()
    ProgrammeItem.objects.filter(pk=room.item_id).update(documentation="<p>Vorher</p>")
    write_note(room=room, writer=UserFactory(), body="**Eine Liste**\n<script>x</script>", version=0)
    room = Room.objects.get()
    take_over_note(room=room, editor=editor)
    page = Page.objects.get(pk=room.item.page_id)
    draft = page.specific.get_latest_revision_as_object().programme_items.get(id=room.item_id)
    assert draft.documentation == (
        "<p>Vorher</p><p><strong>Eine Liste</strong><br/>\n&lt;script&gt;x&lt;/script&gt;</p>"
    )
    room.item.refresh_from_db()
    assert (room.item.documentation, page.has_unpublished_changes) == ("<p>Vorher</p>", True)
    assert Note.objects.get().taken_version == 1


def test_only_who_may_edit_the_page_takes_results_over():
    room = make_room()
    write_note(room=room, writer=UserFactory(), body="x", version=0)
    with pytest.raises(PermissionDenied):
        take_over_note(room=Room.objects.get(), editor=UserFactory())
    page = Room.objects.get().item.page
    page.locked, page.locked_by = True, EditorFactory()
    page.save()
    with pytest.raises(PermissionDenied):
        take_over_note(room=Room.objects.get(), editor=FacilitatorFactory())


def test_page_of_results_without_a_script(client):
    room = make_room()
    client.force_login(UserFactory(first_name="Ada", last_name="Muster"))
    url = reverse("companion:note", args=[room.code])
    assert client.post(url, {"version": 0, "base": "", "body": "Eine Liste"}).headers["Location"] == url
    conflict = client.post(url, {"version": 0, "body": "Keine Liste"})
    page = conflict.content.decode()
    assert (conflict.status_code, "Keine Liste" in page, ">Eine Liste<" in page) == (409, True, True)
    client.post(url, {"version": 1, "body": "Keine Liste"})
    assert Note.objects.get().body == "Keine Liste"
    assert "Ada Muster" in client.get(url).content.decode()
    assert client.get(reverse("companion:note-history", args=[room.code])).status_code == 200


def test_results_by_script_answer_with_the_text_there_is(client):
    room = make_room()
    client.force_login(UserFactory(first_name="Ada", last_name="Muster"))
    url = reverse("companion:note", args=[room.code])
    client.post(url, {"version": 0, "base": "", "body": "eins"}, **JSON)
    saved = client.post(url, {"version": 0, "base": "", "body": "zwei"}, **JSON).json()
    assert saved == {"body": "eins\nzwei", "version": 2, "writer": "Ada Muster"} == client.get(url, **JSON).json()
    conflict = client.post(url, {"version": 1, "base": "EINS", "body": "Eins"}, **JSON)
    assert (conflict.status_code, conflict.json()["body"], bool(conflict.json()["message"])) == (
        409,
        "eins\nzwei",
        True,
    )


@pytest.mark.parametrize(
    "data", [{}, {"version": "x"}, {"version": 0, "body": "\x00"}, {"version": 0, "body": "x" * 20_001}]
)
def test_bad_results_are_a_message(client, data):
    client.force_login(UserFactory())
    response = client.post(reverse("companion:note", args=[make_room().code]), data, **JSON)
    assert (response.status_code, bool(response.json()["message"])) == (422, True)


def test_editor_takes_over_from_the_page_and_a_member_sees_no_way(client):
    room = make_room()
    write_note(room=room, writer=UserFactory(), body="Eine Liste", version=0)
    url = reverse("companion:note", args=[room.code])
    take = reverse("companion:note-take-over", args=[room.code])
    client.force_login(UserFactory())
    assert (take in client.get(url).content.decode(), client.post(take).status_code) == (False, 403)
    client.force_login(EditorFactory())
    assert take in client.get(url).content.decode()
    assert client.post(take).headers["Location"] == reverse("wagtailadmin_pages:edit", args=[room.item.page_id])


def test_what_had_arrived_before_a_browser_broke_down_comes_back_as_nothing_new():
    room, ada, ben = make_room(), UserFactory(), UserFactory()
    write_note(room=room, writer=ada, body="eins", version=0)
    write_note(room=room, writer=ben, body="EINS", version=1)
    note = write_note(room=room, writer=ada, body="eins", version=0, base="")
    assert (note.body, note.version) == ("EINS", 2)
