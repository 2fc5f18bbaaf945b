from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from network.discussions import actions
from network.discussions.models import Change, Post, Thread
from network.discussions.realtime import serialize_thread
from network.discussions.signals import post_changed
from network.people.models import User
from network.spaces.actions import add_space_member, archive_space, remove_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def log_of(space) -> list[tuple[int, str, int | None]]:
    return list(Change.objects.filter(space=space).values_list("number", "kind", "post__number"))


def test_log_every_change_has_the_next_number():
    space = SpaceFactory()
    thread = make_thread(space=space)
    post = make_post(thread=thread)
    actions.edit_post(post=post, body="Anders.", editor=post.author)
    actions.accept_answer(thread=thread, post=post, accepted_by=thread.author)
    actions.delete_post(post=post, deleted_by=post.author)

    assert log_of(space) == [
        (1, "thread_opened", 1),
        (2, "post_published", 2),
        (3, "post_edited", 2),
        (4, "thread_changed", None),
        (5, "post_deleted", 2),
    ]
    space.refresh_from_db()
    assert space.last_number == 5


def test_log_numbers_of_two_spaces_are_independent():
    first, second = SpaceFactory(), SpaceFactory()
    make_thread(space=first)
    make_thread(space=second)
    make_thread(space=first)
    assert [number for number, *_ in log_of(first)] == [1, 2]
    assert [number for number, *_ in log_of(second)] == [1]


def test_open_thread_returns_thread_with_first_post():
    author = UserFactory()
    thread = make_thread(author=author, title="  Sprachkurse\nam Abend ", body="Wer hat **Erfahrung**?\r\n")
    post = thread.posts.get()
    assert (thread.title, thread.post_count, thread.last_author) == ("Sprachkurse am Abend", 1, author)
    assert (post.body, post.body_html.strip()) == (
        "Wer hat **Erfahrung**?",
        "<p>Wer hat <strong>Erfahrung</strong>?</p>",
    )


def test_open_thread_same_client_id_returns_first_thread():
    author, space, client_id = UserFactory(), SpaceFactory(), uuid4()
    sent = {"author": author, "space": space, "title": "Ein Titel", "body": "Text", "client_id": client_id}
    assert actions.open_thread(**sent) == actions.open_thread(**sent)
    assert Thread.objects.count() == 1
    space.refresh_from_db()
    assert space.last_number == 1


def test_publish_post_same_client_id_returns_first_post():
    author, thread, client_id = UserFactory(), make_thread(), uuid4()
    first = actions.publish_post(author=author, thread=thread, body="Einmal", client_id=client_id)
    again = actions.publish_post(author=author, thread=thread, body="Einmal", client_id=client_id)
    assert first == again
    assert list(thread.posts.values_list("number", flat=True)) == [1, 2]


def test_publish_post_same_client_id_other_text_is_another_post():
    author, thread, client_id = UserFactory(), make_thread(), uuid4()
    actions.publish_post(author=author, thread=thread, body="Das eine", client_id=client_id)
    actions.publish_post(author=author, thread=thread, body="Das andere", client_id=client_id)
    assert list(thread.posts.values_list("body", flat=True)[1:]) == ["Das eine", "Das andere"]


def test_publish_post_same_client_id_of_another_person_is_another_post():
    thread, client_id = make_thread(), uuid4()
    for author in (UserFactory(), UserFactory()):
        actions.publish_post(author=author, thread=thread, body="Gleich", client_id=client_id)
    assert thread.posts.count() == 3


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\u200b \u3164\u202e", "empty"),
        ("x" * 20_001, "too_long"),
        ("a\x00b", "characters"),
        ("a\ud800b", "characters"),
    ],
)
def test_publish_post_bad_body_is_refused(body, code):
    thread = make_thread()
    with pytest.raises(ValidationError) as refusal:
        actions.publish_post(author=UserFactory(), thread=thread, body=body)
    assert refusal.value.code == code
    assert thread.posts.count() == 1


def test_publish_post_longest_body_is_accepted():
    assert len(make_post(body="ä" * 20_000).body) == 20_000


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("", "title_empty"),
        ("  ab ", "title_empty"),
        ("\u2800" * 9, "title_empty"),
        ("x" * 161, "title_too_long"),
        ("Titel\x00", "characters"),
    ],
)
def test_open_thread_bad_title_is_refused(title, code):
    with pytest.raises(ValidationError) as refusal:
        make_thread(title=title)
    assert refusal.value.code == code
    assert Thread.objects.count() == 0


def test_open_thread_unknown_kind_is_refused():
    with pytest.raises(ValidationError) as refusal:
        make_thread(kind="poll")
    assert refusal.value.code == "kind"


def test_open_thread_announcement_only_by_facilitators():
    space = SpaceFactory()
    with pytest.raises(PermissionDenied):
        make_thread(space=space, kind=Thread.Kind.ANNOUNCEMENT)
    assert make_thread(space=space, kind="announcement", author=FacilitatorFactory()).kind == "announcement"


def test_publish_post_closed_thread_is_refused_and_takes_no_number():
    thread = make_thread()
    actions.set_thread_closed(thread=thread, closed=True, closed_by=FacilitatorFactory())
    stale = Thread.objects.select_related("space").get(pk=thread.pk)
    stale.closed_at = None
    with pytest.raises(ValidationError) as refusal:
        make_post(thread=stale)
    assert refusal.value.code == "closed"
    thread.space.refresh_from_db()
    assert thread.space.last_number == 2


def test_publish_post_reopened_thread_is_accepted():
    thread, facilitator = make_thread(), FacilitatorFactory()
    actions.set_thread_closed(thread=thread, closed=True, closed_by=facilitator)
    actions.set_thread_closed(thread=thread, closed=False, closed_by=facilitator)
    assert make_post(thread=thread).number == 4


def test_publish_post_archived_space_is_refused():
    thread = make_thread()
    archive_space(space=thread.space)
    with pytest.raises(ValidationError) as refusal:
        make_post(thread=thread)
    assert refusal.value.code == "archived"


def test_publish_post_removed_member_is_refused():
    space, member = PrivateSpaceFactory(), UserFactory()
    add_space_member(space=space, user=member)
    thread = make_thread(space=space, author=member)
    remove_space_member(space=space, user=member)
    with pytest.raises(PermissionDenied):
        make_post(thread=thread, author=member)


def test_edit_post_only_by_its_author():
    post = make_post()
    for editor in (UserFactory(), FacilitatorFactory()):
        with pytest.raises(PermissionDenied):
            actions.edit_post(post=post, body="Fremd", editor=editor)
    actions.edit_post(post=post, body="Eigen", editor=post.author)
    post.refresh_from_db()
    assert (post.body, post.edited_at is not None) == ("Eigen", True)


def test_edit_post_keeps_every_former_text():
    post = make_post(body="Eins")
    for body in ("Zwei", "Zwei", "Drei"):
        actions.edit_post(post=post, body=body, editor=post.author, version=post.version)
    kept = post.versions.values_list("version", "body", "replaced_by")
    assert list(kept) == [(1, "Eins", post.author_id), (2, "Zwei", post.author_id)]
    assert Change.objects.filter(kind="post_edited").count() == 2


def test_edit_post_of_an_outdated_version_is_refused_and_overwrites_nothing():
    post = make_post(body="Eins")
    other_window = Post.objects.get(pk=post.pk)
    actions.edit_post(post=post, body="Zwei", editor=post.author, version=1)
    with pytest.raises(ValidationError) as refusal:
        actions.edit_post(post=other_window, body="Drei", editor=post.author, version=1)
    post.refresh_from_db()
    assert (refusal.value.code, post.body, post.space.last_number) == ("conflict", "Zwei", 3)


def test_edit_post_deleted_is_refused():
    post = make_post()
    other_window = Post.objects.get(pk=post.pk)
    actions.delete_post(post=post, deleted_by=post.author)
    with pytest.raises(ValidationError) as refusal:
        actions.edit_post(post=other_window, body="Zu spät", editor=post.author)
    assert refusal.value.code == "deleted"


def test_delete_post_removes_text_and_leaves_trace():
    post = make_post(body="Das war zu viel.")
    actions.delete_post(post=post, deleted_by=post.author)
    post.refresh_from_db()
    assert (post.body, post.body_html, post.is_deleted, post.is_removed) == ("", "", True, False)
    assert post.thread.posts.count() == 2


def test_delete_post_removes_former_texts():
    post = make_post(body="Das war zu viel.")
    actions.edit_post(post=post, body="Entschuldigung.", editor=post.author)
    actions.delete_post(post=post, deleted_by=post.author)
    assert post.versions.count() == 0


def test_delete_post_counts_and_last_voice_follow():
    thread = make_thread()
    post = make_post(thread=thread)
    actions.accept_answer(thread=thread, post=post, accepted_by=thread.author)
    actions.delete_post(post=post, deleted_by=post.author)
    thread.refresh_from_db()
    first = thread.posts.first()
    assert (thread.post_count, thread.last_author, thread.last_post_at, thread.accepted_post) == (
        1,
        first.author,
        first.created_at,
        None,
    )


def test_delete_post_twice_is_one_change():
    post = make_post()
    other_window = Post.objects.get(pk=post.pk)
    actions.delete_post(post=post, deleted_by=post.author)
    actions.delete_post(post=other_window, deleted_by=post.author)
    assert Change.objects.filter(kind="post_deleted").count() == 1


def test_delete_post_by_facilitator_but_not_by_others():
    post = make_post()
    with pytest.raises(PermissionDenied):
        actions.delete_post(post=post, deleted_by=UserFactory())
    actions.delete_post(post=post, deleted_by=FacilitatorFactory())
    post.refresh_from_db()
    assert (post.is_deleted, post.is_removed) == (True, True)


def test_answer_tells_the_thread_as_it_is_and_not_as_its_author_had_read_it():
    thread = make_thread()
    stale = Thread.objects.select_related("space").get(pk=thread.pk)
    make_post(thread=thread)
    actions.rename_thread(thread=thread, title="Ein anderer Titel", renamed_by=FacilitatorFactory())
    told = serialize_thread(make_post(thread=stale).thread)
    assert (told["post_count"], told["title"]) == (3, "Ein anderer Titel")
    thread.refresh_from_db()
    assert thread.post_count == 3


def test_accept_answer_by_who_asked_and_taken_back():
    thread = make_thread()
    post = make_post(thread=thread)
    actions.accept_answer(thread=thread, post=post, accepted_by=thread.author)
    thread.refresh_from_db()
    assert thread.accepted_post == post
    actions.accept_answer(thread=thread, post=None, accepted_by=thread.author)
    thread.refresh_from_db()
    assert thread.accepted_post is None


def test_accept_answer_not_by_others_nor_from_elsewhere():
    thread = make_thread()
    with pytest.raises(PermissionDenied):
        actions.accept_answer(thread=thread, post=make_post(thread=thread), accepted_by=UserFactory())
    with pytest.raises(ValidationError):
        actions.accept_answer(thread=thread, post=make_post(), accepted_by=thread.author)


def test_accept_answer_that_is_gone_or_elsewhere_meanwhile_is_refused():
    facilitator = FacilitatorFactory()
    thread = make_thread()
    hidden, away = make_post(thread=thread), make_post(thread=thread)
    stale = [Post.objects.select_related("thread__space").get(pk=post.pk) for post in (hidden, away)]
    actions.hide_post(post=hidden, reason="insult")
    actions.split_thread(thread=thread, numbers=[away.number], title="Ein anderes", split_by=facilitator)
    for post in stale:
        with pytest.raises(ValidationError):
            actions.accept_answer(thread=thread, post=post, accepted_by=thread.author)
    question = Thread.objects.select_related("space").get(pk=thread.pk)
    actions.recast_thread(thread=thread, kind=Thread.Kind.DISCUSSION, recast_by=facilitator)
    with pytest.raises(PermissionDenied):
        actions.accept_answer(thread=question, post=thread.posts.first(), accepted_by=thread.author)
    assert not Thread.objects.exclude(accepted_post=None).exists()


def test_thread_state_only_by_facilitators():
    thread = make_thread()
    for change in (
        {"action": actions.set_thread_closed, "closed": True, "closed_by": thread.author},
        {"action": actions.set_thread_pinned, "pinned": True, "pinned_by": thread.author},
    ):
        action = change.pop("action")
        with pytest.raises(PermissionDenied):
            action(thread=thread, **change)
    actions.set_thread_pinned(thread=thread, pinned=True, pinned_by=FacilitatorFactory())
    thread.refresh_from_db()
    assert (thread.is_pinned, thread.is_closed) == (True, False)


def test_post_changed_is_sent_inside_the_transaction():
    heard = []

    def listen(sender, post: Post, kind: str, **kwargs) -> None:
        heard.append((kind, post.number))
        if kind == "post_edited":
            raise RuntimeError

    post_changed.connect(listen)
    try:
        post = make_post()
        with pytest.raises(RuntimeError):
            actions.edit_post(post=post, body="Anders", editor=post.author)
    finally:
        post_changed.disconnect(listen)
    post.refresh_from_db()
    assert heard == [("thread_opened", 1), ("post_published", 2), ("post_edited", 2)]
    assert (post.body, User.objects.count()) == ("Wir in Krefeld.", 2)
