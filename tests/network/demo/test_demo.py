"""The whole demo network: loaded, loaded again, deleted. Loading takes its time, so the tests share one load."""

from collections import Counter
from datetime import date

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Q
from wagtail.models import Page

from cms.basepage.models import NetworkDocument, NetworkImage, PagePhoto, Tag
from cms.companion.models import Question
from cms.handbook.models import ChapterPage, FormatPage
from cms.ideas.models import IdeaPage
from cms.meetings.models import MeetingPage, ProgrammeItem
from cms.municipalities.models import ExperiencePage, MunicipalityPage
from cms.site.models import HomePage
from network.demo.actions import load_demo
from network.demo.loaders.municipalities import user
from network.demo.loaders.profiles import profile
from network.demo.management.commands.delete_demo import Command as DeleteDemo
from network.demo.models import DemoRecord
from network.demo.removal import delete_demo
from network.discussions.actions import publish_post
from network.discussions.models import Change, Post, PostFile, Thread, ThreadReference
from network.municipalities.actions import add_member
from network.municipalities.models import Municipality
from network.notifications.models import Event, Notification
from network.people.models import User
from network.spaces.models import Space
from network.transfer.models import Adoption
from search.evaluation.field import read_field, read_field_queries, unknown_things
from tests.factories.cms import experience_page, idea_page
from tests.factories.discussions import make_thread
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

# What is work to be done or done, not content.
BOOKKEEPING = {"django_tasks_database", "network_search", "contenttypes", "auth", "wagtailsearch", "modelsearch"}


def counts() -> Counter[str]:
    models = [model for model in apps.get_models() if model._meta.app_label not in BOOKKEEPING]
    return Counter({model._meta.label: model._default_manager.count() for model in models})


def content() -> dict[str, list[tuple]]:
    """What a reader can tell one load from another by."""
    return {
        "pages": sorted(Page.objects.values_list("url_path", "title", "first_published_at")),
        "posts": sorted(Post.objects.values_list("space__slug", "number", "client_id", "created_at", "author__email")),
        "threads": sorted(Thread.objects.values_list("title", "last_post_at", "post_count")),
        "questions": sorted(Question.objects.values_list("text", "state", "vote_count", "created_at")),
        "places": sorted(Municipality.objects.values_list("slug", "joined_on", "population")),
        "files": sorted(NetworkImage.objects.values_list("title", "description", "file_hash")),
    }


def test_load_demo_brings_what_the_issue_asks_for():
    found = {
        "municipalities": Municipality.objects.in_network().count(),
        "meetings": MeetingPage.objects.filter(locale__language_code="de").count(),
        "experiences": ExperiencePage.objects.filter(locale__language_code="de").count(),
        "ideas in German": IdeaPage.objects.filter(locale__language_code="de").count(),
        "ideas in English": IdeaPage.objects.filter(locale__language_code="en").count(),
        "formats": FormatPage.objects.filter(locale__language_code="de").count(),
        "chapters": ChapterPage.objects.filter(locale__language_code="de").count(),
        "threads": Thread.objects.count(),
        "questions": Question.objects.count(),
        "posts": Post.objects.count(),
        "accounts": User.objects.filter(is_demo=True).count(),
    }
    assert found == {
        "municipalities": 21,
        "meetings": 3,
        "experiences": 51,
        "ideas in German": 25,
        "ideas in English": 25,
        "formats": 16,
        "chapters": 6,
        "threads": 17,
        "questions": 5,
        "posts": 73,
        "accounts": 24,
    }


def test_load_demo_shows_a_thread_of_the_meeting_in_the_space_of_its_topic_too():
    (reference,) = ThreadReference.objects.all()
    assert (reference.thread.title[:13], reference.thread.space.kind) == ("Empfehlung 1:", Space.Kind.MEETING)
    assert (reference.space.kind, reference.created_by) == (Space.Kind.TOPIC, reference.thread.author)


def test_load_demo_leaves_one_experience_with_the_editors():
    waiting = Page.objects.filter(live=False).values_list("title", flat=True)
    assert list(waiting) == ["Maschinelle Übersetzung am Schalter: wofür ja, wofür nein"]
    assert list(Page.objects.live().filter(has_unpublished_changes=True).values_list("title", flat=True)) == []


def test_load_demo_everything_is_by_demo_people():
    strangers = Q(is_demo=False)
    assert not User.objects.filter(strangers).exists()
    assert not Post.objects.filter(author=None).exists()
    assert not Thread.objects.filter(author=None).exists()
    assert not ExperiencePage.objects.filter(author=None).exists()
    assert not NetworkImage.objects.filter(uploaded_by_user=None).exists()
    assert not Adoption.objects.filter(created_by=None).exists()


def test_load_demo_members_write_of_their_own_municipality():
    foreign = [
        page.title
        for page in ExperiencePage.objects.select_related("municipality", "author")
        if not page.author.memberships.filter(municipality=page.municipality).exists()
    ]
    assert foreign == []


def test_load_demo_closing_meeting_is_documented():
    meeting = MeetingPage.objects.get(starts_on=date(2018, 6, 14), locale__language_code="de")
    speakers = [block.value["name"] for item in meeting.programme_items.all() for block in item.speakers]
    assert (meeting.city, meeting.last_day, meeting.participants_count) == ("Gütersloh", date(2018, 6, 15), 35)
    assert speakers == [
        "Sebastian Muschter", "Ben Mason", "Tom Lawson", "Andreas Merx", "Rolf Göbels", "Sebastian Prange",
        "Brigitte Mohn", "Petra Pfänder",
    ]  # fmt: skip
    assert [block.value["level"] for block in meeting.recommendations] == ["federal", "federal_state", "federal_state"]
    assert len(meeting.results) == 5
    assert meeting.photos.count() == 3
    assert {paper.document.filename for paper in meeting.attachments.all()} == {
        "demo-programme-2018.pdf",
        "demo-recommendations-2018.pdf",
    }
    assert meeting.space.title == "Nach dem Treffen in Gütersloh"


def test_load_demo_translated_programme_keeps_its_times():
    german, english = (
        MeetingPage.objects.get(starts_on=date(2018, 6, 14), locale__language_code=code) for code in ("de", "en")
    )
    times = [
        ProgrammeItem.objects.filter(page=page).values_list("day", "starts_at", "kind") for page in (german, english)
    ]
    assert list(times[0]) == list(times[1])
    assert english.programme_items.first().title == "Arrival and snack"


def test_load_demo_pictures_have_credit_and_alternative_text():
    assert set(NetworkImage.objects.values_list("credit", flat=True)) == {"Lernnetz-Demo (Illustration)"}
    assert not NetworkImage.objects.filter(description="").exists()
    assert len(set(NetworkImage.objects.values_list("file_hash", flat=True))) == NetworkImage.objects.count()


def test_load_demo_numbers_of_a_space_run_with_its_time():
    for space in Space.objects.all():
        times = list(Change.objects.filter(space=space).order_by("number").values_list("created_at", flat=True))
        assert times == sorted(times)
        assert Change.objects.filter(space=space).count() == space.last_number


def test_load_demo_private_group_is_for_its_members():
    group = Space.objects.get(visibility=Space.Visibility.PRIVATE)
    assert group in Space.objects.visible_to(user("krefeld"))
    assert group not in Space.objects.visible_to(user("dortmund"))


def test_load_demo_closed_space_has_a_request_that_waits():
    space = Space.objects.get(visibility=Space.Visibility.CLOSED)
    assert space not in Space.objects.visible_to(user("kassel"))
    assert [request.user for request in space.join_requests.waiting()] == [user("kassel")]
    asked = Notification.objects.filter(target_key=f"space-requests:{space.pk}").values_list(
        "recipient__email", flat=True
    )
    assert user("begleitung").email in asked


def test_load_demo_questions_have_accepted_answers():
    answered = Thread.objects.filter(kind=Thread.Kind.QUESTION).exclude(accepted_post=None)
    assert answered.count() == 5


def test_load_demo_conversations_show_what_a_thread_can():
    quotes = Post.objects.filter(body_html__contains=", #", body__startswith="> ")
    assert ["/beitrag/" in post.body_html for post in quotes] == [True, True]
    assert Post.objects.exclude(reactions={}).count() == 3
    assert Notification.objects.filter(verb="discussions.mentioned").exists()
    assert [post.poll.voter_count for post in Post.objects.filter(has_poll=True)] == [3]
    assert [file.description != "" for file in PostFile.objects.all()] == [True]
    assert [thread.outcome_html != "" for thread in Thread.objects.exclude(closed_at=None)] == [True]


def test_load_demo_sends_no_letters(mailoutbox):
    assert Event.objects.filter(due_at=None).count() == Event.objects.count() > 0
    assert Notification.objects.unread().count() > 0
    assert mailoutbox == []


def test_load_demo_twice_changes_nothing_and_leaves_what_an_editor_has_changed():
    page = profile("krefeld")
    page.title = "Krefeld am Rhein"
    page.save_revision().publish()
    before, content_before = counts(), content()
    load_demo()
    assert counts() == before
    assert content() == content_before
    assert profile("krefeld").title == "Krefeld am Rhein"


def test_delete_demo_keeps_what_is_real_and_what_carries_it():
    real = UserFactory()
    place = MunicipalityFactory(name="Echtstadt")
    add_member(municipality=place, user=real)
    own_thread = make_thread(author=real)
    idea = idea_page(tags=("Frauen",))
    picture = NetworkImage.objects.get(title="Pinnwand", file__contains="closing-2018")
    idea.photos = [PagePhoto(image=picture)]
    idea.save_revision().publish()
    experience_page(profile("krefeld"), title="Wirklich geschehen")
    answered = Thread.objects.get(title="Willkommen im Lernnetz")
    publish_post(author=real, thread=answered, body="Ich bin wirklich.")

    delete_demo()

    assert User.objects.get() == real
    assert [page.title for page in IdeaPage.objects.all()] == [idea.title]
    assert [page.title for page in ExperiencePage.objects.all()] == ["Wirklich geschehen"]
    assert [page.title for page in MunicipalityPage.objects.all()] == ["Krefeld"]
    assert [(town.name, town.is_in_network) for town in Municipality.objects.all()] == [
        ("Echtstadt", True),
        ("Krefeld", True),
    ]
    assert list(place.memberships.values_list("user", flat=True)) == [real.pk]
    assert list(NetworkImage.objects.all()) == [picture]
    assert [tag.name for tag in Tag.objects.all()] == ["Frauen"]
    assert set(Thread.objects.all()) == {own_thread, answered}
    assert [(post.body, post.is_deleted) for post in answered.posts.order_by("number")] == [
        ("", True),
        ("", True),
        ("", True),
        ("Ich bin wirklich.", False),
    ]
    assert answered.space.title == "Offener Raum des Netzwerks"


def test_delete_demo_takes_what_was_tried_and_gives_back_what_was_lent_and_loading_again_gives_the_same():
    """A register that was there before the demo, and what a visitor wrote with one of its accounts."""
    before = content()
    DemoRecord.objects.filter(key="municipality:krefeld").delete()
    make_thread(
        author=user("krefeld"), space=Thread.objects.get(title="Willkommen im Lernnetz").space, title="Nur ausprobiert"
    )
    experience_page(profile("krefeld"), owner=user("krefeld"))

    delete_demo()
    delete_demo()

    krefeld = Municipality.objects.get()
    assert (krefeld.name, krefeld.joined_on, krefeld.contact_role, krefeld.contact_email) == ("Krefeld", None, "", "")
    left = counts()
    for model in (User, Space, Thread, Post, Question, Adoption, NetworkImage, NetworkDocument, Tag, DemoRecord):
        assert left[model._meta.label] == 0, model
    assert not Page.objects.filter(depth__gt=3).exists()
    for home in HomePage.objects.all():
        assert (home.introduction, home.example_questions, home.image) == ("", "", None)
    load_demo()
    assert content() == before


def test_load_demo_command_shows_progress(capsys):
    call_command("load_demo")
    shown = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert [line.rpartition(": ")[2] for line in shown[:-1]] == (
        ["0", "1", "24", "21", "42", "8", "7", "21", "22", "51", "25", "14", "3", "1"]
    )


def test_load_demo_command_is_refused_by_production(settings):
    settings.REFUSE_DEMO = True
    with pytest.raises(CommandError, match=r"(?i)demo"):
        call_command("load_demo")


def test_delete_demo_command_runs_where_production_refuses_to_start():
    assert DeleteDemo.requires_system_checks == []


def test_load_demo_brings_the_pages_the_search_is_judged_by():
    assert unknown_things(read_field_queries(), read_field()) == set()
