"""A hidden post's words are nowhere but with its author and those who decide: one test for every door."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.discussions.actions import (
    edit_post,
    merge_threads,
    move_thread,
    rename_thread,
    set_reaction,
    split_thread,
)
from network.discussions.models import Change, Post, Thread
from network.discussions.notifications import read_posts
from network.discussions.quotes import quote_of
from network.discussions.realtime import catch_up
from network.moderation.models import Case
from network.notifications.letters import write_to
from network.notifications.models import Event, Letter, Notification
from network.notifications.writing import write
from network.people.models import User
from search.sources.discussions import PostSource, ThreadSource
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db

SECRET, FORMER = "Quastenflosser", "Riesenalk"


@pytest.fixture(params=["opening", "answer"])
def case(request, author) -> Case:
    """An edited post that others have quoted, reacted to and been told of."""
    asker, reader = UserFactory(), UserFactory()
    is_opening = request.param == "opening"
    thread = make_thread(author=author if is_opening else asker, body=FORMER if is_opening else "Wer weiß es?")
    make_post(thread=thread, author=reader, body="Das lese ich mit.")
    post = thread.posts.first() if is_opening else make_post(thread=thread, author=author, body=f"@{reader} {FORMER}")
    edit_post(post=post, body=f"{SECRET} und nichts sonst", editor=author)
    quoting = make_post(thread=thread, author=asker, body=f"{quote_of(post)}\n\nSoso.")
    edit_post(post=quoting, body=f"{quote_of(post)}\n\nAch so.", editor=asker)
    set_reaction(post=post, person=reader, kind="thanks", given=True)
    case = make_case(post=post)
    rule(case, "hide")
    return case


def post_of(case: Case) -> Post:
    return Post.objects.select_related("thread__space").get(pk=case.subject_id)


def page(case: Case, path: str, person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.get(path, follow=True).content.decode()


def thread_page(case: Case) -> str:
    return page(case, post_of(case).thread.get_absolute_url(), UserFactory())


def page_of_the_author(case: Case) -> str:
    return page(case, post_of(case).thread.get_absolute_url(), case.author)


def page_of_a_facilitator(case: Case) -> str:
    return page(case, post_of(case).thread.get_absolute_url(), FacilitatorFactory())


def space_page(case: Case) -> str:
    return page(case, post_of(case).space.get_absolute_url(), UserFactory())


def form_with_quote(case: Case) -> str:
    return page(case, f"{post_of(case).thread.get_absolute_url()}?quote={post_of(case).number}", UserFactory())


def pages_of_the_post(case: Case) -> str:
    post, names = post_of(case), ("post-history", "post-reactions", "post-edit", "post-delete", "post-moderation")
    addresses = [reverse(f"discussions:{name}", args=[post.space.slug, post.number]) for name in names]
    addresses.append(reverse("moderation:report", args=["post", post.pk]))
    return "".join(page(case, address, UserFactory()) for address in addresses)


def histories_of_the_others(case: Case) -> str:
    others = post_of(case).thread.posts.exclude(pk=case.subject_id)
    names = [reverse("discussions:post-history", args=[other.space.slug, other.number]) for other in others]
    return "".join(page(case, name, UserFactory()) for name in names)


def socket(case: Case) -> str:
    return json.dumps(catch_up(str(post_of(case).space_id), 0).changes, default=str)


def api(case: Case) -> str:
    return page(case, f"{reverse('space-changes', args=[post_of(case).space_id])}?after=0", UserFactory())


def search_index(case: Case) -> str:
    thread = post_of(case).thread
    documents = PostSource().documents([post.pk for post in thread.posts.all()])
    return str([documents, ThreadSource().documents([thread.pk])])


def notifications(case: Case) -> str:
    readers = User.objects.filter(notifications__isnull=False).exclude(pk=case.author_id).distinct()
    return "".join(page(case, reverse("notifications:list"), person) for person in readers)


def letters_not_yet_sent(case: Case) -> str:
    """The person who was told of it gets a letter about the rest."""
    later = timezone.now() + timezone.timedelta(days=2)
    told = Event.objects.exclude(due_at=None).values_list("notification__recipient", flat=True).distinct()
    for recipient in told:
        write_to(recipient, later)
    written = [write(letter) for letter in Letter.objects.exclude(recipient=case.author_id)]
    assert any(content is not None for content in written)
    return str([content.context for content in written if content])


def entries_of_letters(case: Case) -> str:
    return str(read_posts(UserFactory(), [case.subject_id]))


def home_and_person(case: Case) -> str:
    reader = UserFactory()
    return page(case, "/de/mein-bereich/", reader) + page(case, f"/de/menschen/{case.author_id}/", reader)


def rows(case: Case) -> str:
    """What any door to come will read."""
    return str(list(Post.objects.values_list("body", "body_html")))


DOORS = [
    thread_page, page_of_the_author, page_of_a_facilitator, space_page, form_with_quote, pages_of_the_post,
    histories_of_the_others, socket, api, search_index, notifications, letters_not_yet_sent, entries_of_letters,
    home_and_person, rows,
]  # fmt: skip


def test_hidden_words_are_behind_no_door(case):
    shown = {door.__name__: door(case) for door in DOORS}
    assert [name for name, text in shown.items() if SECRET in text or FORMER in text] == []


def test_hidden_post_leaves_a_trace_with_the_reason_live_and_on_a_fresh_page(case):
    post = post_of(case)
    shown = thread_page(case)
    assert "Von der Moderation ausgeblendet: Beleidigend oder herabsetzend" in shown
    change = next(change for change in catch_up(str(post.space_id), 0).changes if change["kind"] == "post_hidden")
    expected = {"hidden_reason": "insult", "is_deleted": True, "is_removed": False, "body_html": "", "reactions": {}}
    assert change["post"] | expected == change["post"]
    link = f"../beitrag/{post.number}/moderation/"
    assert [link in text for text in (shown, page_of_the_author(case))] == [False, True]


def test_author_and_those_who_decide_read_it(case, coordinator):
    post = post_of(case)
    address = reverse("discussions:post-moderation", args=[post.space.slug, post.number])
    assert [SECRET in page(case, address, person) for person in (case.author, coordinator)] == [True, True]


def test_quotations_where_it_stood_before_it_was_moved_are_veiled_and_come_back():
    here, mover = SpaceFactory(), FacilitatorFactory()
    thread = make_thread(space=here, body=SECRET)
    post = thread.posts.get()
    words = f"{quote_of(post)}\n\nSoso."
    stays, along = make_post(thread=make_thread(space=here), body=words), make_post(thread=thread, body=words)
    move_thread(thread=thread, space=SpaceFactory(), moved_by=mover)
    along.refresh_from_db()
    case, before = make_case(post=post), along.body

    rule(case, "hide")
    late = make_post(thread=stays.thread, body=words)
    assert SECRET not in rows(case) + str(catch_up(str(here.pk), 0).changes)

    thread = Thread.objects.select_related("space").get(pk=thread.pk)
    move_thread(thread=thread, space=SpaceFactory(), moved_by=mover)
    rule(case, "restore")
    for each in (stays, along, late):
        each.refresh_from_db()
    number = post_of(case).number
    assert stays.body == words
    assert along.body == before.replace(before.partition(", #")[2].partition(":")[0], str(number), 1)
    assert SECRET not in late.body


@pytest.mark.parametrize("door", ["thread", "answer", "edit"])
def test_quotation_that_is_sent_after_the_post_was_hidden_is_veiled(door):
    thread = make_thread(body=SECRET)
    words = f"{quote_of(thread.posts.get())}\n\nSoso."
    rule(make_case(post=thread.posts.get()), "hide")
    if door == "thread":
        post = make_thread(space=thread.space, body=words).posts.get()
    elif door == "answer":
        post = make_post(thread=thread, body=words)
    else:
        post = make_post(thread=thread)
        edit_post(post=post, body=words, editor=post.author)
    post.refresh_from_db()
    assert (SECRET in post.body + post.body_html, post.body.endswith("Soso.")) == (False, True)


def test_title_of_a_hidden_post_is_not_repeated_when_it_is_changed_or_gone():
    manager, space = FacilitatorFactory(), SpaceFactory()
    threads = [make_thread(space=space, title=f"{SECRET} {number}") for number in range(3)]
    into = make_thread(space=space)
    for thread in threads:
        make_post(thread=thread, author=UserFactory(first_name="Ada", last_name="Muster"))
        rule(make_case(post=thread.posts.first()), "hide")
    renamed, merged, split = threads
    assert [SECRET in text for text in subjects(*threads)] == [True] * 3
    rename_thread(thread=renamed, title="Ein anderer Titel", renamed_by=manager)
    merge_threads(thread=merged, into=into, merged_by=manager)
    new = split_thread(thread=split, numbers=[split.posts.last().number], title="Ein anderes", split_by=manager)
    assert sorted(Change.objects.exclude(step="").values_list("step", "former")) == [
        ("merged", "…"),
        ("renamed", "…"),
        ("split", "Ein anderes"),
        ("split_off", "…"),
    ]
    assert subjects(renamed, into, new) == [
        f"Ada Muster hat in „{title}“ geantwortet" for title in ("Ein anderer Titel", into.title, "Ein anderes")
    ]


def subjects(*threads: Thread) -> list[str]:
    keys = [f"thread:{thread.pk}" for thread in threads]
    told = dict(Notification.objects.filter(target_key__in=keys).values_list("target_key", "subject"))
    return [told[key] for key in keys]
