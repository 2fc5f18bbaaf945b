"""A search that finds nothing becomes a question to the right people."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from network.discussions.actions import accept_answer
from network.discussions.models import Post, Thread
from network.municipalities.models import Kind, State
from network.notifications.letters import write_to
from network.notifications.models import Letter, Notification
from network.notifications.tasks import deliver_letter
from network.spaces.actions import add_space_member, archive_space, remove_space_member
from search.asking import answers, proposals
from search.asking.models import NetworkQuestion
from search.saved.actions import wish_for_answer
from search.saved.models import Frequency, SavedSearch
from search.searching import SearchRequest
from search.vain.actions import mark_answered, recommend_page
from tests.factories.cms import experience_page, idea_page, municipality_page
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory, RegisterEntryFactory
from tests.factories.people import EditorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory
from tests.factories.vain import make_vain_search
from tests.search.alerts.conftest import told
from tests.search.test_page import text_of

pytestmark = pytest.mark.django_db

ASK = "/de/netz-fragen/?q=Quittenprojekt"


@pytest.fixture
def krefeld():
    return MunicipalityFactory(name="Krefeld", population=227_000, kind=Kind.COUNTY_FREE_CITY, state=State.NW)


@pytest.fixture
def asker(client, krefeld, search_index):
    user = MembershipFactory(municipality=krefeld).user
    client.force_login(user)
    return user


@pytest.fixture
def space():
    return SpaceFactory(title="Sprache", slug="sprache")


def fields(space, **more):
    known = {"title": "Wer kennt das?", "body": "Ich suche es.", "space": space.pk, "client_id": str(uuid.uuid4())}
    return known | more


# --- where it is offered


def test_empty_and_poor_results_offer_it_and_good_ones_only_ask(client, asker, search_index):
    idea_page(title="Sprachkurs am Abend", challenge="Niemand hat tagsüber Zeit.")
    search_index.catch_up()
    poor = {
        text: client.get("/de/suche/", {"q": text}).context["ask"]["is_poor"]
        for text in ("Zylinderkopfdichtung", "Sprachkurs Zylinderkopfdichtung", "Sprachkurs Abend", "Sprahckurs")
    }
    assert poor == {
        "Zylinderkopfdichtung": True,
        "Sprachkurs Zylinderkopfdichtung": True,
        "Sprachkurs Abend": False,
        "Sprahckurs": False,
    }
    assert client.get("/de/suche/").context["ask"] is None
    assert "Nicht das Gesuchte?" in text_of(client.get("/de/suche/", {"q": "Sprachkurs Abend"}))


def test_not_what_i_looked_for_leads_to_the_question(client, asker, search_index):
    unfit = client.get("/de/suche/", {"q": "Quittenprojekt"}).context["ask"]["unfit_url"]
    assert client.post(unfit).headers["Location"] == ASK


def test_visitor_signs_in_first_and_keeps_the_text(client, search_index):
    page = client.get("/de/suche/", {"q": "Quittenprojekt"})
    assert page.context["ask"]["url"].startswith("/de/anmelden/?next=%2Fde%2Fnetz-fragen%2F%3Fq%3DQuittenprojekt")
    assert "Melden, sobald" not in text_of(page)
    assert client.get(ASK).headers["Location"].startswith("/de/anmelden/?next=/de/netz-fragen/%3Fq%3DQuittenprojekt")


def test_text_typed_before_the_session_ended_is_kept(client, krefeld, space, search_index):
    client.post(ASK, fields(space, title="Lang getippt", body="Viel Text"))
    client.force_login(MembershipFactory(municipality=krefeld).user)
    body = client.get(ASK).content.decode()
    assert "Lang getippt" in body
    assert "Viel Text" in body


# --- the form


def test_form_is_filled_with_the_question_and_says_who_reads(client, asker, space):
    private = PrivateSpaceFactory(title="Arbeitsgruppe")
    PrivateSpaceFactory(title="Fremder Raum")
    add_space_member(space=private, user=asker)
    archive_space(space=SpaceFactory(title="Alter Raum"))
    page = client.get(ASK)
    form = page.context["form"]
    assert form["title"].value() == "Quittenprojekt"
    assert "„Quittenprojekt“" in form["body"].value()
    text = text_of(page)
    assert "Sprache – alle Angemeldeten können mitlesen" in text
    assert "Arbeitsgruppe – nur das eine Mitglied kann mitlesen" in text
    for hidden in ("Fremder Raum", "Alter Raum"):
        assert hidden not in text


def test_space_where_near_things_were_said_is_chosen(client, asker, search_index):
    general = SpaceFactory(title="Allgemeines")
    fitting = SpaceFactory(title="Obst")
    make_thread(space=fitting, title="Quittenprojekt im Herbst")
    search_index.catch_up()
    assert client.get(ASK).context["form"].initial["space"] == fitting.pk
    searched_there = client.get(f"{ASK}&space={general.slug}&space=gibtesnicht")
    assert searched_there.context["form"].initial["space"] == general.pk


def test_question_is_asked_once_however_often_it_is_sent(client, asker, space):
    freiburg = MembershipFactory(municipality__name="Freiburg")
    given = fields(space, municipalities=[freiburg.municipality.slug])
    for _time in range(2):
        response = client.post(ASK, given, follow=True)
    thread = Thread.objects.get()
    assert response.redirect_chain[-1][0] == thread.get_absolute_url()
    assert (thread.kind, thread.title, thread.space, thread.author) == ("question", "Wer kennt das?", space, asker)
    assert NetworkQuestion.objects.get().question_key == "quittenprojekt"
    assert told(freiburg.user) == ["Freiburg wird gefragt: „Wer kennt das?“"]
    assert "Davon erfahren: Freiburg." in response.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "x"}, "title"),
        ({"body": " "}, "body"),
        ({"body": "x" * 20_001}, "body"),
        ({"title": "Nul\x00Nul"}, "title"),
        ({"another": "Entenhausen"}, "another"),
        ({"space": "x"}, "space"),
        ({"space": "99999999999999999999999"}, "space"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(client, asker, space, wrong, field):
    given = fields(space, title="Ein guter Titel", body="Ein langer Text") | wrong
    response = client.post(ASK, given)
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert (form["title"].value(), form["body"].value()) == (given["title"], given["body"])
    assert not Thread.objects.exists()


def test_space_one_may_not_write_in_is_refused(client, asker, space):
    private = PrivateSpaceFactory(title="Fremder Raum")
    response = client.post(ASK, fields(private))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["space"])
    assert "Fremder Raum" not in text_of(response)
    assert not Thread.objects.exists()


def test_space_archived_meanwhile_keeps_the_text(client, asker, space, monkeypatch):
    from search.asking import views

    def archived_now(**given):
        archive_space(space=space)
        given["space"].refresh_from_db()
        return real(**given)

    real = views.ask_network
    monkeypatch.setattr(views, "ask_network", archived_now)
    response = client.post(ASK, fields(space, body="Ein langer Text"))
    assert (response.status_code, response.context["form"]["body"].value()) == (409, "Ein langer Text")


def test_without_a_space_it_says_what_to_do(client, asker):
    assert "Es gibt keinen Raum" in text_of(client.get(ASK))


@pytest.mark.parametrize("text", ["", "\x00", "?" * 10_000, "🍐", "مشروع", "<script>", "'; DROP TABLE"])
def test_hostile_question_gets_a_form(client, asker, space, text):
    response = client.get("/de/netz-fragen/", {"q": text})
    assert response.status_code == 200
    assert "<script>" not in text_of(response).replace(text, "")
    assert "Frage stellen" in text_of(response)


def test_english_form_speaks_english(client, asker, space):
    MembershipFactory(municipality__population=230_000)
    asker.language = "en"
    asker.save()
    assert "Whom do you ask" in text_of(client.get("/en/netz-fragen/?q=Quittenprojekt"))


# --- whom


def test_municipalities_are_proposed_by_what_they_know_and_how_alike_they_are(asker, krefeld, search_index):
    knows = MembershipFactory(municipality__name="Wissensstadt", municipality__population=9_000).municipality
    alike = MembershipFactory(
        municipality__name="Gleichstadt",
        municipality__population=230_000,
        municipality__kind=Kind.COUNTY_FREE_CITY,
        municipality__state=State.BY,
    ).municipality
    MembershipFactory(municipality__name="Anderswo", municipality__population=1_000, municipality__state=State.BY)
    MunicipalityFactory(name="Menschenleer", population=230_000)
    MembershipFactory(municipality=RegisterEntryFactory(name="Nicht im Netz", population=230_000))
    profile = municipality_page(knows)
    for number in range(2):
        experience_page(profile, title=f"Quittenprojekt {number}")
    search_index.catch_up()
    found = proposals.proposals(proposals.near(SearchRequest(text="Quittenprojekt"), asker), asker)
    assert [proposal.municipality for proposal in found] == [knows, alike]
    assert found[0].reasons == ["2 Erfahrungen nahe an dieser Frage", "auch in Nordrhein-Westfalen"]
    assert found[1].reasons == ["ähnlich groß", "Kreisfreie Stadt"]


def test_what_the_asker_may_not_read_proposes_nobody(asker, search_index):
    secret = MembershipFactory(
        municipality__name="Geheimstadt", municipality__state=State.BY, municipality__population=1
    )
    private = PrivateSpaceFactory(municipality=secret.municipality)
    add_space_member(space=private, user=secret.user)
    make_thread(space=private, author=secret.user, title="Quittenprojekt")
    search_index.catch_up()
    request = SearchRequest(text="Quittenprojekt")
    assert proposals.proposals(proposals.near(request, asker), asker) == []
    add_space_member(space=private, user=asker)
    (proposal,) = proposals.proposals(proposals.near(request, asker), asker)
    assert proposal.reasons == ["1 Beitrag nahe an dieser Frage"]


def test_at_most_six_are_proposed(asker):
    for number in range(8):
        MembershipFactory(municipality__name=f"Ort {number}", municipality__population=200_000)
    assert len(proposals.proposals(proposals.Near(), asker)) == 6


def test_proposals_query_count_is_the_same_with_one_and_with_three(asker, django_assert_num_queries):
    for count in (1, 2):
        for number in range(count):
            MembershipFactory(municipality__name=f"Ort {count} {number}", municipality__population=200_000)
        with django_assert_num_queries(2):
            assert proposals.proposals(proposals.Near(), asker)


def test_another_municipality_can_be_named(client, asker, space):
    member = MembershipFactory(municipality__name="Köln").user
    client.post(ASK, fields(space, another="koeln"))
    assert told(member) == ["Köln wird gefragt: „Wer kennt das?“"]


def test_only_those_who_can_read_the_space_are_told_and_once(client, asker, krefeld):
    private = PrivateSpaceFactory(title="Arbeitsgruppe")
    add_space_member(space=private, user=asker)
    freiburg, koeln = MunicipalityFactory(name="Freiburg"), MunicipalityFactory(name="Köln")
    inside, outside, gone = (MembershipFactory(municipality=freiburg).user for _number in range(3))
    MembershipFactory(municipality=koeln, user=inside)
    add_space_member(space=private, user=inside)
    add_space_member(space=private, user=gone)
    gone.is_active = False
    gone.save()
    client.post(ASK, fields(private, municipalities=[freiburg.slug], another="Köln"))
    assert told(inside) == ["Freiburg wird gefragt: „Wer kennt das?“"]
    assert (told(outside), told(gone), told(asker)) == ([], [], [])


def test_mail_says_why_it_comes(client, asker, space):
    freiburg = MembershipFactory(municipality__name="Freiburg")
    client.post(ASK, fields(space, municipalities=[freiburg.municipality.slug]))
    write_to(freiburg.user.pk, timezone.now() + timedelta(minutes=3))
    deliver_letter.func(Letter.objects.get().pk)
    (letter,) = mail.outbox
    assert "weil sich eine Frage an Ihre Kommune richtet" in letter.body


# --- told when answered


def wish(text: str = "Quittenprojekt"):
    return wish_for_answer(owner=UserFactory(), request=SearchRequest(text=text))


def asked_thread(client, space) -> Thread:
    client.post(ASK, fields(space))
    return Thread.objects.get()


def test_those_who_wait_are_told_of_the_reply_once(client, asker, space):
    waiting, other = wish("quittenprojekt"), wish("Birnenprojekt")
    thread = asked_thread(client, space)
    make_post(thread=thread, author=asker, body="Noch etwas dazu.")
    answers.tell_periodically()
    assert told(waiting.owner) == []
    make_post(thread=thread)
    answers.tell_periodically()
    answers.tell_periodically()
    assert told(waiting.owner) == ["Es gibt eine Antwort auf Ihre Suche „quittenprojekt“"]
    assert Notification.objects.get(recipient=waiting.owner).url == thread.get_absolute_url()
    assert told(other.owner) == []
    assert SavedSearch.objects.get(pk=waiting.pk).frequency == Frequency.OFF


def test_accepted_answer_is_told_to_who_waits_later(client, asker, space):
    thread = asked_thread(client, space)
    post = make_post(thread=thread)
    accept_answer(thread=thread, post=post, accepted_by=asker)
    waiting = wish()
    answers.tell_periodically()
    assert len(told(waiting.owner)) == 1


def test_who_cannot_read_the_thread_is_not_told(client, asker):
    private = PrivateSpaceFactory()
    add_space_member(space=private, user=asker)
    waiting, taken_back, left = wish(), wish(), wish()
    add_space_member(space=private, user=left.owner)
    thread = asked_thread(client, private)
    author = UserFactory()
    add_space_member(space=private, user=author)
    make_post(thread=thread, author=author)
    taken_back.delete()
    remove_space_member(space=private, user=left.owner)
    answers.tell_periodically()
    assert not Notification.objects.filter(verb="search.answered").exists()
    add_space_member(space=private, user=waiting.owner)
    answers.tell_periodically()
    assert len(told(waiting.owner)) == 1


def test_editors_answer_is_told(search_index):
    by_page, by_synonym = wish("Quittenprojekt"), wish("Birnenprojekt")
    vain = make_vain_search("Birnenprojekt")
    make_vain_search("Quittenprojekt")
    page, editor = idea_page(title="Obst"), EditorFactory()
    answers.tell_periodically()
    assert not Notification.objects.filter(verb="search.answered").exists()
    recommend_page(text="quittenprojekt", page=page, editor=editor)
    mark_answered(vain=vain, editor=editor)
    answers.tell_periodically()
    assert [len(told(saved.owner)) for saved in (by_page, by_synonym)] == [1, 1]
    row = Notification.objects.get(recipient=by_page.owner)
    assert row.url == "/de/suche/?q=Quittenprojekt"


def test_withdrawn_recommendation_is_no_answer():
    waiting = wish("Quittenprojekt")
    page = idea_page(title="Obst")
    recommend_page(text="quittenprojekt", page=page, editor=EditorFactory())
    page.unpublish()
    answers.tell_periodically()
    assert told(waiting.owner) == []


def test_new_document_that_answers_is_told(search_index):
    from tests.search.alerts.conftest import Worker

    waiting = wish("Quittenprojekt")
    worker = Worker(search_index)
    idea_page(title="Birnenprojekt")
    worker.run()
    assert told(waiting.owner) == []
    idea_page(title="Quittenprojekt")
    worker.run()
    idea_page(title="Quittenprojekt zwei")
    worker.run()
    assert told(waiting.owner) == ["Es gibt eine Antwort auf Ihre Suche „Quittenprojekt“"]
    assert Post.objects.count() == 0
