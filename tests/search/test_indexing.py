"""From a row to the index: same transaction, nothing lost, everything caught up."""

import multiprocessing
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from wagtail.models import PageViewRestriction

from cms.basepage.models import Tag
from cms.basepage.registry import after_import
from network.discussions import actions
from network.spaces.models import Space
from search import indexing
from search.engines.base import EngineUnavailableError
from search.models import DocumentVectors, OutboxEntry
from search.searching import SearchRequest, search
from tests.factories.cms import experience_page, idea_page, municipality_page, topic
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import KrefeldFactory
from tests.factories.people import UserFactory
from tests.factories.spaces import SpaceFactory
from tests.search.holding import hold_writer

pytestmark = pytest.mark.django_db


def found(text: str, user=None) -> list[str]:
    return [result.document.id for result in search(SearchRequest(text), user).results]


def outbox() -> list[tuple[str, str]]:
    return sorted(set(OutboxEntry.objects.values_list("key", "operation")))


def test_published_page_is_found_and_outbox_is_empty(search_index):
    page = experience_page(title="Kochabende im Stadtteil")
    assert search_index.catch_up() > 0
    assert found("Kochabende") == [f"page:{page.pk}"]
    assert OutboxEntry.objects.count() == 0


def test_page_is_found_by_the_names_of_its_classes(search_index):
    page = experience_page(audiences=["women"], actor_groups=["union"], legal_regimes=["sgb_iii"])
    other = experience_page(actor_groups=["school"])
    search_index.catch_up()
    assert [found(each) for each in ("Gewerkschaft", "SGB III", "Frauen")] == [[f"page:{page.pk}"]] * 3
    assert found("Schule") == [f"page:{other.pk}"]


def test_draft_is_not_indexed_and_unpublishing_hides_at_once(search_index):
    draft = experience_page(title="Kochabende im Entwurf", live=False)
    page = experience_page(title="Kochabende im Stadtteil")
    search_index.catch_up()
    assert f"page:{draft.pk}" not in search_index.ids()
    page.unpublish()
    assert found("Kochabende") == []
    search_index.catch_up()
    assert f"page:{page.pk}" not in search_index.ids()


def test_deleted_tree_leaves_the_index(search_index):
    profile = municipality_page()
    page = experience_page(profile, title="Kochabende")
    search_index.catch_up()
    profile.delete()
    assert {f"page:{profile.pk}", f"page:{page.pk}"} <= {key for key, operation in outbox() if operation == "remove"}
    assert found("Kochabende") == []
    search_index.catch_up()
    assert not {f"page:{profile.pk}", f"page:{page.pk}"} & search_index.ids()


def test_saving_a_draft_of_a_live_page_needs_no_indexing(search_index):
    page = experience_page()
    search_index.catch_up()
    page.title = "Noch nicht veröffentlicht"
    page.save_revision()
    assert outbox() == []


@pytest.mark.parametrize("change", ["restrict", "release"])
def test_page_made_private_or_public_again(search_index, change):
    profile = municipality_page()
    page = experience_page(profile, title="Kochabende")
    restriction = PageViewRestriction.objects.create(page=profile, restriction_type="login")
    if change == "restrict":
        assert found("Kochabende") == []
        search_index.catch_up()
        assert f"page:{page.pk}" not in search_index.ids()
    else:
        search_index.catch_up()
        restriction.delete()
        search_index.catch_up()
        assert found("Kochabende") == [f"page:{page.pk}"]


def test_moved_page_is_indexed_again(search_index):
    page = experience_page(title="Kochabende")
    other = municipality_page()
    search_index.catch_up()
    page.move(other, pos="last-child")
    assert (f"page:{page.pk}", "update") in outbox()


def test_renamed_topic_tag_and_municipality_reach_their_pages(search_index):
    krefeld = KrefeldFactory()
    page = experience_page(municipality_page(krefeld), title="Abende", topics=("language",), tags=("Kochen",))
    search_index.catch_up()
    for row, name in (
        (topic("language"), "Zungenfertigkeit"),
        (Tag.objects.get(), "Herdkunst"),
        (krefeld, "Seidenstadt"),
    ):
        row.name = name
        row.save()
    search_index.catch_up()
    for name in ("Zungenfertigkeit", "Herdkunst", "Seidenstadt"):
        assert f"page:{page.pk}" in found(name)


def test_deleted_topic_leaves_its_pages(search_index):
    page = experience_page(topics=("language",))
    search_index.catch_up()
    topic("language").delete()
    search_index.catch_up()
    assert search_index.engine.documents([f"page:{page.pk}"])[f"page:{page.pk}"].facets["topic"] == ()


def test_posts_are_found_by_those_who_may_read_them(search_index):
    author = UserFactory()
    thread = make_thread(author=author, title="Kursgebühren", body="Wer zahlt das Fahrgeld?")
    post = make_post(thread=thread, author=author, body="Bei uns das Sozialticket.")
    search_index.catch_up()
    assert found("Fahrgeld", author) == [f"thread:{thread.pk}"]
    assert found("Sozialticket", author) == [f"post:{post.pk}"]
    assert found("Sozialticket") == []


def test_edited_and_deleted_posts(search_index):
    author = UserFactory()
    thread = make_thread(author=author)
    post = make_post(thread=thread, author=author, body="Bei uns das Sozialticket.")
    search_index.catch_up()
    actions.edit_post(post=post, body="Bei uns die Monatskarte.", editor=author)
    search_index.catch_up()
    assert (found("Sozialticket", author), found("Monatskarte", author)) == ([], [f"post:{post.pk}"])
    actions.delete_post(post=post, deleted_by=author)
    assert found("Monatskarte", author) == []
    search_index.catch_up()
    assert f"post:{post.pk}" not in search_index.ids()


def test_opening_post_belongs_to_the_thread_only(search_index):
    thread = make_thread(body="Wer zahlt das Fahrgeld?")
    search_index.catch_up()
    assert search_index.ids("thread", "post") == {f"thread:{thread.pk}"}


def test_deleted_space_leaves_the_index(search_index):
    thread = make_thread()
    make_post(thread=thread)
    search_index.catch_up()
    Space.objects.all().delete()
    search_index.catch_up()
    assert search_index.ids("thread", "post") == set()


def test_space_made_private_is_closed_with_the_next_search(search_index):
    user = UserFactory()
    space = SpaceFactory()
    thread = make_thread(space=space, title="Kursgebühren")
    search_index.catch_up()
    assert found("Kursgebühren", user) == [f"thread:{thread.pk}"]
    Space.objects.filter(pk=space.pk).update(visibility=Space.Visibility.PRIVATE)
    response = search(SearchRequest("Kursgebühren"), user)
    assert (response.total, response.results, dict(response.facets["type"])) == (0, [], {})


def test_row_that_vanishes_unnoticed_is_not_shown(search_index):
    page = experience_page(title="Kochabende")
    search_index.catch_up()
    type(page).objects.filter(pk=page.pk).update(live=False)
    response = search(SearchRequest("Kochabende"), None)
    assert (response.total, response.results) == (0, [])


# --- transactions ---


@pytest.mark.django_db(transaction=True)
def test_rolled_back_change_leaves_no_entry(search_index):
    page = experience_page(title="Kochabende")
    search_index.catch_up()
    with pytest.raises(RuntimeError), transaction.atomic():
        page.title = "Nähabende"
        page.save_revision().publish()
        assert outbox() == [(f"page:{page.pk}", "update")]
        raise RuntimeError
    assert outbox() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["publish", "unpublish", "delete", "post"])
def test_entry_is_written_in_the_transaction_of_the_row(search_index, step, monkeypatch):
    """If the outbox cannot be written, the row must not change either."""
    page = experience_page(title="Kochabende")
    author = UserFactory()
    thread = make_thread(author=author)
    search_index.catch_up()

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no outbox")

    monkeypatch.setattr(OutboxEntry.objects, "bulk_create", broken)
    page.title = "Nähabende"
    revision = page.save_revision()
    steps = {
        "publish": revision.publish,
        "unpublish": page.unpublish,
        "delete": page.delete,
        "post": lambda: actions.publish_post(author=author, thread=thread, body="Nicht da"),
    }
    with pytest.raises(RuntimeError, match="no outbox"):
        steps[step]()
    stored = type(page).objects.get(pk=page.pk)
    assert (stored.title, stored.live, thread.posts.count()) == ("Kochabende", True, 1)


@pytest.mark.django_db(transaction=True)
def test_crash_after_the_commit_loses_nothing(search_index, monkeypatch):
    page = experience_page(title="Kochabende")

    def crash(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "documents_of", crash)
        with pytest.raises(KeyboardInterrupt):
            indexing.process_outbox()
    assert found("Kochabende") == []
    search_index.catch_up()
    assert found("Kochabende") == [f"page:{page.pk}"]


@pytest.mark.django_db(transaction=True)
def test_crash_between_index_and_outbox_does_the_same_again(search_index, monkeypatch):
    page = experience_page(title="Kochabende")
    entries = list(OutboxEntry.objects.all())
    indexing._work_off(entries, 5)
    assert found("Kochabende") == [f"page:{page.pk}"]
    assert OutboxEntry.objects.count() == len(entries)
    search_index.catch_up()
    assert (found("Kochabende"), OutboxEntry.objects.count()) == ([f"page:{page.pk}"], 0)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_everything_once_or_twice(search_index):
    pages = [idea_page(title=f"Quittenprojekt {number}") for number in range(6)]

    def work() -> None:
        try:
            indexing.process_outbox(wait_seconds=20)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert OutboxEntry.objects.count() == 0
    assert {f"page:{page.pk}" for page in pages} <= search_index.ids()


def test_entries_wait_while_another_process_writes(search_index, settings):
    context = multiprocessing.get_context("spawn")
    holds, may_end = context.Event(), context.Event()
    process = context.Process(target=hold_writer, args=(settings.SEARCH_URL, holds, may_end))
    process.start()
    assert holds.wait(30)
    page = experience_page(title="Kochabende")
    waiting = OutboxEntry.objects.count()
    assert (indexing.process_outbox(), OutboxEntry.objects.count()) == (0, waiting)
    may_end.set()
    process.join()
    search_index.catch_up()
    assert found("Kochabende") == [f"page:{page.pk}"]


# --- rebuild, check, import ---


def test_missing_index_builds_itself(search_index):
    page = experience_page(title="Kochabende")
    search_index.catch_up()
    search_index.engine.discard()
    with pytest.raises(EngineUnavailableError):
        found("Kochabende")
    search_index.catch_up()
    assert found("Kochabende") == [f"page:{page.pk}"]


def test_rebuild_command_says_how_many(search_index, capsys):
    experience_page(title="Kochabende")
    call_command("rebuild_search")
    count = search_index.engine.count()
    assert f"{count} documents are in the search index." in capsys.readouterr().out
    assert len(found("Kochabende")) == 1


def test_check_names_drift_and_repairs_it(search_index, capsys):
    pages = [idea_page() for _ in range(3)]
    search_index.catch_up()
    call_command("check_search")
    assert "Index and database say the same." in capsys.readouterr().out
    missing, outdated, gone = pages
    with search_index.engine.writing() as writer:
        writer.remove([f"page:{missing.pk}"])
    type(gone).objects.filter(pk=gone.pk).update(live=False)
    type(outdated).objects.filter(pk=outdated.pk).update(title="Heimlich geändert")
    drift = indexing.find_drift()
    assert (drift.missing, drift.outdated, drift.superfluous) == (
        [f"page:{missing.pk}"], [f"page:{outdated.pk}"], [f"page:{gone.pk}"],
    )  # fmt: skip
    with pytest.raises(CommandError, match="differ"):
        call_command("check_search")
    call_command("check_search", "--repair")
    assert indexing.find_drift().all_keys == []


def test_imported_pages_can_be_found_when_the_import_returns(search_index):
    page = idea_page(title="Quittenprojekt")
    after_import()
    assert found("Quittenprojekt") == [f"page:{page.pk}"]


def test_vectors_are_expected_for_changed_texts_only(search_index):
    page = idea_page()
    search_index.catch_up()
    before = DocumentVectors.objects.get(key=f"page:{page.pk}")
    page.save_revision().publish()
    search_index.catch_up()
    assert DocumentVectors.objects.get(key=f"page:{page.pk}").pk == before.pk
    page.challenge = "Ein anderer Text."
    page.save_revision().publish()
    search_index.catch_up()
    assert DocumentVectors.objects.get(key=f"page:{page.pk}").pk != before.pk


def test_unknown_entries_do_no_harm(search_index):
    OutboxEntry.objects.create(key="nonsense:1")
    OutboxEntry.objects.create(key="page:none")
    assert search_index.catch_up() == 2
    assert OutboxEntry.objects.count() == 0
