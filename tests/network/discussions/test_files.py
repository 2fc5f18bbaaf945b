"""Pictures and documents of posts, from the choice in a form to the file that goes with its post."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from network.discussions.actions import (
    Attached,
    add_file,
    delete_post,
    edit_post,
    hide_post,
    merge_threads,
    publish_post,
    restore_post,
)
from network.discussions.actions.files import forget_unattached
from network.discussions.models import Change, Post, PostFile, Thread
from network.discussions.realtime import serialize_change
from network.people.actions import save_draft
from network.people.models import Draft, User
from network.spaces.actions import add_space_member, remove_space_member
from tests.factories.discussions import make_thread
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory
from tests.network.discussions.pictures import pdf, photo

pytestmark = pytest.mark.django_db

JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def member() -> User:
    return UserFactory()


@pytest.fixture
def signed_in(client: Client, member) -> Client:
    client.force_login(member)
    return client


@pytest.fixture
def thread(member) -> Thread:
    space = PrivateSpaceFactory()
    add_space_member(space=space, user=member)
    return make_thread(space=space, author=member)


def kept(owner: User, thread: Thread, upload: SimpleUploadedFile) -> PostFile:
    return add_file(owner=owner, draft_key=f"post:{thread.pk}", upload=upload)


def post_with(owner: User, thread: Thread, *uploads: SimpleUploadedFile, description: str = "Ein Platz") -> Post:
    files = [Attached(kept(owner, thread, upload), description) for upload in uploads]
    return publish_post(author=owner, thread=thread, body="Seht her.", files=files)


def shown(file: PostFile) -> str:
    return reverse("discussions:file-shown", args=[file.key])


def status_of(client: Client, url: str) -> int:
    response = client.get(url)
    read(response)
    return response.status_code


def page_of(client: Client, thread: Thread) -> str:
    return client.get(thread.get_absolute_url()).content.decode()


def read(response) -> bytes:
    """To its end, as a browser does, so that the file is closed."""
    return b"".join(response.streaming_content) if response.streaming else response.content


# --- what is taken


def test_photo_is_written_anew_without_what_the_camera_said(member, thread):
    file = kept(member, thread, photo("C:\\Bilder\\Platz \x00🍐.JPG", (3000, 1500)))
    assert (file.name, file.ending, file.width, file.height) == ("Platz 🍐.JPG", "jpg", 1280, 640)
    for stored in (file.file, file.shown):
        with stored, Image.open(stored) as picture:
            assert not picture.getexif()
            assert max(picture.size) <= 2560


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (SimpleUploadedFile("leer.jpg", b""), "empty"),
        (SimpleUploadedFile("seite.jpg", b"<html><script>alert(1)</script>"), "type"),
        (SimpleUploadedFile("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"), "type"),
        (SimpleUploadedFile("halb.jpg", b"\xff\xd8\xff\xe0 nichts"), "damaged"),
        (SimpleUploadedFile("programm.pdf", b"MZ\x90"), "type"),
        (SimpleUploadedFile("gross.pdf", b"%PDF-" + b"x" * 15 * 1024 * 1024), "size"),
        (SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff" + b"x" * 12 * 1024 * 1024), "size"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_what_is_no_file_of_ours_is_refused_by_its_content(member, thread, upload, code):
    with pytest.raises(ValidationError) as refusal:
        kept(member, thread, upload)
    assert refusal.value.code == code
    assert not PostFile.objects.exists()


def test_image_bomb_is_refused(member, thread, monkeypatch):
    monkeypatch.setattr("network.files.uploads.PHOTO_PIXELS", 100)
    with pytest.raises(ValidationError, match="50 Millionen"):
        kept(member, thread, photo())


def test_eleventh_file_is_one_too_many(member, thread, settings):
    settings.POST_FILES = 1
    kept(member, thread, pdf())
    with pytest.raises(ValidationError, match="höchstens 1"):
        kept(member, thread, pdf())


# --- the form, without script


def test_undescribed_picture_is_asked_about_and_nothing_is_lost(signed_in, member, thread):
    url = thread.get_absolute_url()
    page = signed_in.post(url, {"body": "Seht her.", "files": [photo(), pdf()], "files_listed": "1"})
    picture, document = PostFile.objects.all()
    assert page.status_code == 422
    assert "platz.jpg: Sagen Sie, was zu sehen ist" in page.content.decode()
    assert [row.file for row in page.context["files"].rows] == [picture, document]
    assert page.context["form"]["body"].value() == "Seht her."

    fields = {"body": "Seht her.", "files_listed": "1", "file": [picture.key, document.key]}
    assert signed_in.post(url, fields | {f"file-{picture.key}-description": "  "}).status_code == 422
    sent = signed_in.post(url, fields | {f"file-{picture.key}-description": "Menschen auf einem Platz"})
    post = thread.posts.last()
    assert sent.url == post.get_absolute_url()
    assert [file["description"] for file in post.attachments] == ["Menschen auf einem Platz", ""]
    html = signed_in.get(url).content.decode()
    assert 'alt="Menschen auf einem Platz"' in html
    assert 'width="60" height="40"' in html
    assert "bericht.pdf" in html


def test_refused_file_is_named_and_the_others_are_kept(signed_in, thread):
    files = [SimpleUploadedFile("x.exe", b"MZ"), pdf()]
    page = signed_in.post(thread.get_absolute_url(), {"body": "Text", "files": files, "files_listed": "1"})
    assert page.status_code == 422
    assert page.context["form"].errors["files"][0].startswith("x.exe: ")
    assert [row.file.name for row in page.context["files"].rows] == ["bericht.pdf"]
    assert thread.posts.count() == 1


def test_buttons_that_do_not_send_keep_the_text_and_the_files(signed_in, thread):
    url = thread.get_absolute_url()
    page = signed_in.post(url, {"body": "Halb", "files": [photo()], "files_listed": "1", "do": "upload"})
    (row,) = page.context["files"].rows
    assert (page.status_code, page.context["form"]["body"].value()) == (200, "Halb")
    assert [row.file for row in signed_in.get(url).context["files"].rows] == [row.file]
    fields = {"body": "Halb", "files_listed": "1", "file": [row.file.key]}
    page = signed_in.post(url, fields | {"do": f"remove:{row.file.key}"})
    assert (page.context["files"].rows, PostFile.objects.count()) == ([], 0)


def test_decorative_picture_needs_no_words_and_new_thread_takes_files(signed_in):
    space = SpaceFactory()
    url = reverse("discussions:thread-create", args=[space.slug])
    signed_in.post(url, {"files": [photo()], "files_listed": "1", "do": "upload"})
    key = PostFile.objects.get().key
    fields = {"kind": "discussion", "title": "Ein Bild vom Platz", "body": "Seht her.", "file": [key]}
    fields |= {"files_listed": "1", f"file-{key}-description": "übrig", f"file-{key}-decorative": "1"}
    signed_in.post(url, fields)
    (file,) = Post.objects.get().attachments
    assert (file["description"], file["is_decorative"]) == ("", True)
    assert ' alt=""' in signed_in.get(Thread.objects.get().get_absolute_url()).content.decode()


def test_same_form_sent_twice_is_one_post_with_its_files(signed_in, thread):
    fields = {"body": "Text", "client_id": str(uuid4()), "files_listed": "1"}
    for _time in range(2):
        signed_in.post(thread.get_absolute_url(), fields | {"files": [pdf()]})
    assert [len(post.attachments) for post in thread.posts.all()] == [0, 1]


# --- with script


def test_script_uploads_one_by_one_and_is_told_what_is_missing(signed_in, thread):
    url = reverse("file-upload", args=["post", thread.pk])
    answer = signed_in.post(url, {"file": photo()})
    key = answer.json()["key"]
    assert (answer.status_code, f'value="{key}"' in answer.json()["html"]) == (201, True)
    assert signed_in.post(url, {"file": SimpleUploadedFile("x.exe", b"MZ")}).status_code == 422
    assert signed_in.post(url).status_code == 400
    answer = signed_in.post(
        thread.get_absolute_url(),
        {"body": "Text", "file": [key], "files_listed": "1", f"file-{key}-description": ""},
        **JSON,
    )
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["files"])
    assert 'aria-invalid="true"' in answer.json()["files_html"]
    assert signed_in.delete(reverse("file-remove", args=[key])).status_code == 204
    assert signed_in.delete(reverse("file-remove", args=[key])).status_code == 404
    assert not PostFile.objects.exists()


def test_answer_begun_before_its_thread_became_part_of_another_keeps_its_files(signed_in, member):
    thread = make_thread()
    into, address = make_thread(space=thread.space), thread.get_absolute_url()
    early = kept(member, thread, pdf("vorher.pdf"))
    save_draft(owner=member, kind="post", key=str(thread.pk), data={"body": "Mit"})
    merge_threads(thread=thread, into=into, merged_by=FacilitatorFactory())
    late = signed_in.post(reverse("file-upload", args=["post", thread.pk]), {"file": pdf("nachher.pdf")}).json()["key"]
    save_draft(owner=member, kind="post", key=str(thread.pk), data={"body": "Mit Dateien"})

    signed_in.post(address, {"body": "Mit Dateien", "files_listed": "1", "file": [early.key, late]})

    post = into.posts.get(author=member)
    assert [file["name"] for file in post.attachments] == ["vorher.pdf", "nachher.pdf"]
    assert not Draft.objects.filter(owner=member).exists()


def test_upload_where_one_may_not_write_does_not_exist(client, thread):
    client.force_login(UserFactory())
    post = thread.posts.get()
    places = [("post", thread.pk), ("thread", thread.space_id), ("edit", post.pk), ("anders", 1)]
    statuses = [client.post(reverse("file-upload", args=place), {"file": pdf()}).status_code for place in places]
    assert statuses == [404] * 4


def test_live_change_carries_the_files_and_the_post_is_fetched_whole(signed_in, member, thread):
    post = post_with(member, thread, photo())
    change = Change.objects.get(post=post)
    (file,) = serialize_change(change)["post"]["files"]
    assert (file["kind"], file["description"], file["width"]) == ("image", "Ein Platz", 60)
    answer = signed_in.get(post.get_absolute_url(), **JSON).json()
    assert 'alt="Ein Platz"' in answer["html"]


# --- who may read it


def test_file_is_given_to_readers_of_its_post_only_and_only_as_long(client, member, thread):
    post = post_with(member, thread, photo(), pdf())
    picture, document = post.files.all()
    urls = [picture.get_absolute_url(), shown(picture), document.get_absolute_url()]
    other = UserFactory()

    def statuses(person: User) -> list[int]:
        client.force_login(person)
        return [status_of(client, url) for url in urls]

    assert (statuses(member), statuses(other)) == ([200] * 3, [404] * 3)
    add_space_member(space=thread.space, user=other)
    assert statuses(other) == [200] * 3
    remove_space_member(space=thread.space, user=other)
    assert statuses(other) == [404] * 3
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now())
    assert statuses(member) == [404] * 3


def test_files_of_a_hidden_post_are_nobodys_until_it_is_shown_again(signed_in, member, thread):
    post = post_with(member, thread, photo())
    (picture,) = post.files.all()
    attachments = post.attachments
    hide_post(post=post, reason="personal")
    assert status_of(signed_in, shown(picture)) == 404
    assert (Post.objects.get(pk=post.pk).attachments, "<img" in page_of(signed_in, thread)) == ([], False)
    assert serialize_change(Change.objects.last())["post"]["files"] == []
    restore_post(post=post)
    assert status_of(signed_in, shown(picture)) == 200
    assert (Post.objects.get(pk=post.pk).attachments, "<img" in page_of(signed_in, thread)) == (attachments, True)


def test_file_is_kept_by_nobody_unasked_and_runs_nothing(signed_in, member, thread):
    post = post_with(member, thread, photo(), pdf('Plan <b> "x".pdf'))
    picture, document = post.files.all()
    answer = signed_in.get(shown(picture))
    assert read(answer).startswith(b"\xff\xd8")
    assert {"private", "no-cache"} == set(answer["Cache-Control"].split(", "))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]
    again = signed_in.get(shown(picture), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    answer = signed_in.get(document.get_absolute_url())
    read(answer)
    assert answer["Content-Disposition"].startswith("attachment;")


def test_upload_is_its_owners_until_it_is_sent(client, member, thread):
    file = kept(member, thread, photo())
    client.force_login(UserFactory())
    assert status_of(client, shown(file)) == 404
    client.force_login(member)
    assert status_of(client, shown(file)) == 200


# --- editing, deleting, tidying up


def test_edit_keeps_adds_describes_and_drops_files(signed_in, member, thread):
    post = post_with(member, thread, photo(), pdf())
    picture, document = post.files.all()
    url = reverse("discussions:post-edit", args=[thread.space.slug, post.number])
    fields = {"body": post.body, "files_listed": "1", "file": [picture.key], "files": [pdf("neu.pdf")]}
    signed_in.post(url, fields | {f"file-{picture.key}-description": "Der Platz am Morgen"})
    post.refresh_from_db()
    assert [(file["name"], file["description"]) for file in post.attachments] == [
        ("platz.jpg", "Der Platz am Morgen"),
        ("neu.pdf", ""),
    ]
    assert (post.version, post.versions.count()) == (2, 0)
    assert not PostFile.objects.filter(pk=document.pk).exists()
    signed_in.post(url, {"body": "Nur der Text"})
    post.refresh_from_db()
    assert (post.body, len(post.attachments)) == ("Nur der Text", 2)


def test_refused_edit_changes_no_file(member, thread):
    post = post_with(member, thread, photo())
    with pytest.raises(ValidationError):
        edit_post(post=post, body="Anders", editor=member, version=7, files=[])
    assert post.files.count() == 1


def test_files_go_with_their_post_and_with_their_thread(member, thread, django_capture_on_commit_callbacks):
    posts = [post_with(member, thread, photo()) for _number in range(2)]
    names = [[name for file in post.files.all() for _storage, name in file.stored()] for post in posts]
    with django_capture_on_commit_callbacks(execute=True):
        delete_post(post=posts[0], deleted_by=member)
    assert [[default_storage.exists(name) for name in each] for each in names] == [[False, False], [True, True]]
    assert Post.objects.get(pk=posts[0].pk).attachments == []
    with django_capture_on_commit_callbacks(execute=True):
        thread.delete()
    assert not default_storage.exists(names[1][0])


def test_upload_that_is_never_sent_goes_after_a_day(member, thread):
    old, new = kept(member, thread, pdf("alt.pdf")), kept(member, thread, pdf("neu.pdf"))
    sent = post_with(member, thread, pdf("gesendet.pdf")).files.get()
    long_ago = timezone.now() - timedelta(hours=25)
    PostFile.objects.filter(pk__in=[old.pk, sent.pk]).update(created_at=long_ago)
    assert forget_unattached() == 1
    assert set(PostFile.objects.all()) == {new, sent}


def test_thread_page_with_files_query_count(signed_in, member, django_assert_max_num_queries):
    thread = make_thread()
    post_with(member, thread, photo())
    signed_in.get("/de/raeume/")
    counts = []
    for _step in range(2):
        signed_in.get(thread.get_absolute_url())
        with django_assert_max_num_queries(10) as queries:
            page = signed_in.get(thread.get_absolute_url())
        counts.append((len(queries), page.content.count(b"<img ")))
        post_with(member, thread, photo(), photo())
    assert counts[0][0] == counts[1][0]
    assert [pictures for _queries, pictures in counts] == [1, 3]
