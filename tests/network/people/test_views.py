import pytest
from django.contrib.messages import get_messages
from django.test import Client

from network.people import drafts, home, home_sections
from network.people.kept_text import SESSION_KEY, SIZE_LIMIT
from tests.factories.people import CoordinatorFactory, DraftFactory, UserFactory

pytestmark = pytest.mark.django_db
HOME = "/en/mein-bereich/"
PROFILE = "/en/mein-bereich/profil/"
FIELDS = {"first_name": "Änne", "last_name": "Groß", "language": "en"}


@pytest.fixture
def person(client):
    user = UserFactory(first_name="Maria", last_name="Muster", language="en")
    client.force_login(user)
    return user


@pytest.fixture
def sections(monkeypatch):
    monkeypatch.setattr(home, "_registered", {})
    monkeypatch.setattr(drafts, "_kinds", {})


# --- The member's home ------------------------------------------------------------------------------------------------


def test_home_shows_sections_in_their_order_with_the_action_on_the_line(client, person, sections):
    home.register_section(
        "replies",
        110,
        lambda user, request: {
            "title": "Replies",
            "items": [{"text": "Freiburg answered", "url": "/t/7/", "meta": "today", "action_label": "Read"}],
        },
    )
    home.register_section(
        "questions", 10, lambda user, request: {"title": "Questions", "items": [], "empty_text": "None."}
    )
    home.register_section("absent", 5, lambda user, request: None)

    response = client.get(HOME)

    assert [section["title"] for section in response.context["needs_me"]] == ["Questions"]
    assert [section["title"] for section in response.context["is_new"]] == ["Replies"]
    text = " ".join(response.text.split())
    assert text.index("None.") < text.index("Freiburg answered") < text.index("today") < text.index("Read<")


def test_home_section_of_a_taken_name_is_refused(sections):
    home.register_section("replies", 1, lambda user, request: None)

    with pytest.raises(ValueError, match="twice"):
        home.register_section("replies", 2, lambda user, request: None)


def test_home_shows_hostile_text_as_text(client, person, sections):
    item = {"text": "<script>alert(1)</script>", "url": "/x/"}
    home.register_section("x", 1, lambda user, request: {"title": "<b>", "items": [item]})

    assert "<script>alert(1)" not in client.get(HOME).text


def test_home_offers_coordination_to_coordinators_only(client, person):
    member = client.get(HOME)
    client.force_login(CoordinatorFactory())
    coordinator = client.get(HOME)

    assert [answer.context["may_coordinate"] for answer in (member, coordinator)] == [False, True]
    assert ["/en/koordination/" in answer.text for answer in (member, coordinator)] == [False, True]


def test_home_for_visitors_leads_to_sign_in(client):
    assert client.get(HOME)["Location"] == f"/en/anmelden/?next={HOME}"


def test_home_leads_back_to_drafts_and_leaves_out_those_that_lead_nowhere(client, person, sections):
    drafts.register_kind("note", label="A note", url=lambda draft: f"/notes/{int(draft.key)}/")
    home_sections.register()
    DraftFactory(owner=person, kind="note", key="7", data={"title": "Sprachkurs"})
    DraftFactory(owner=person, kind="note", key="verloren")
    DraftFactory(owner=person, kind="unbekannt", key="8")
    DraftFactory(kind="note", key="9", data={"title": "Fremd"})

    (section,) = client.get(HOME).context["needs_me"]

    assert [(item["text"], item["url"], item["action_label"]) for item in section["items"]] == [
        ("A note: Sprachkurs", "/notes/7/", "Continue writing")
    ]
    with pytest.raises(ValueError, match="twice"):
        drafts.register_kind("note", label="", url=str)


@pytest.mark.parametrize("number", [1, 3])
def test_home_query_count(client, person, sections, number, django_assert_num_queries):
    drafts.register_kind("note", label="A note", url=lambda draft: f"/notes/{draft.key}/")
    home_sections.register()
    DraftFactory.create_batch(number, owner=person, kind="note")
    client.get(HOME)

    with django_assert_num_queries(6):
        response = client.get(HOME)

    assert len(response.context["needs_me"][0]["items"]) == number


# --- The profile ------------------------------------------------------------------------------------------------------


def test_profile_is_saved_and_answers_in_the_new_language(client, person):
    response = client.post(PROFILE, FIELDS | {"language": "de", "role": "coordinator", "is_superuser": "on"})

    person.refresh_from_db()
    assert response["Location"] == "/de/mein-bereich/profil/"
    assert (person.get_full_name(), person.language) == ("Änne Groß", "de")
    assert (person.role, person.is_superuser) == ("member", False)


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"first_name": ""}, "first_name", "This field is required."),
        ({"last_name": "x" * 151}, "last_name", "at most 150 characters"),
        ({"last_name": "\x00"}, "last_name", "Null characters"),
        ({"language": "fr"}, "language", "Select a valid choice."),
    ],
)
def test_profile_bad_input_is_named_and_the_rest_kept(client, person, changed, field, message):
    response = client.post(PROFILE, FIELDS | changed)

    person.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert message in response.text
    assert person.get_full_name() == "Maria Muster"
    assert "Änne" in response.text or field == "first_name"


# --- Typed text survives the session ----------------------------------------------------------------------------------


def test_text_typed_in_an_ended_session_is_there_again_after_sign_in():
    client, person = Client(), UserFactory(language="en")

    answer = client.post(PROFILE, FIELDS | {"password": "geheim"})
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    client.force_login(person)
    page = client.get(PROFILE)

    assert answer["Location"] == f"/en/anmelden/?next={PROFILE}"
    assert told == ["Your session had ended. Sign in: what you typed is kept."]
    assert page.context["has_kept_text"] is True
    assert 'value="Änne"' in page.text
    assert "geheim" not in str(client.session[SESSION_KEY])


def test_kept_text_is_forgotten_once_it_is_sent(client, person):
    session = client.session
    session[SESSION_KEY] = {PROFILE: {"first_name": ["Änne"]}}
    session.save()
    before = client.get(PROFILE)

    client.post(PROFILE, FIELDS)

    assert before.context["has_kept_text"] is True
    assert client.get(PROFILE).context["has_kept_text"] is False


def test_kept_text_is_limited_in_size_and_number():
    client = Client()
    client.post(PROFILE, {"first_name": "x" * (SIZE_LIMIT + 1)})
    assert SESSION_KEY not in client.session

    for number in range(7):
        client.post(f"/en/koordination/kommune/ort-{number}/einladen/", {"email": "a@b.example"})

    assert [path.split("/")[4] for path in client.session[SESSION_KEY]] == [f"ort-{number}" for number in range(2, 7)]


def test_reading_without_signing_in_sets_no_cookie(client):
    client.get(HOME)

    assert dict(client.cookies) == {}


# --- A form that was open over signing in elsewhere -------------------------------------------------------------------


def post_without_token(person, **headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    return client, client.post(PROFILE, FIELDS | {"password1": "geheim"}, headers=headers)


def test_csrf_failure_shows_and_keeps_the_typed_text(person):
    client, response = post_without_token(person, origin="http://testserver")

    assert response.status_code == 403
    assert ("first_name", "Änne") in response.context["typed"]
    assert "geheim" not in response.text
    assert f'href="{PROFILE}"' in response.text
    assert 'value="Änne"' in client.get(PROFILE).text


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"referer": "https://evil.example/"}, {}])
def test_csrf_failure_from_elsewhere_keeps_nothing(person, headers):
    client, response = post_without_token(person, **headers)

    assert (response.status_code, response.context["typed"]) == (403, [])
    assert SESSION_KEY not in client.session
