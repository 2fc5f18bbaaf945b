"""The data files agree with each other, before any of them is loaded."""

from django.core.validators import validate_slug

from cms.basepage.classification import VOCABULARIES
from cms.basepage.fields import Phase
from cms.basepage.models.classified import CLASSES
from network.demo.accounts import DEMO_ACCOUNTS, all_accounts
from network.demo.data import entries, read
from network.demo.pictures import SCENES

ACCOUNTS = {account.key for account in all_accounts()}
PLACES = {place["key"] for place in entries("municipalities")}
FORMATS = {entry["key"] for entry in entries("formats")}
TOPICS = {
    "language", "education", "work", "housing", "health", "culture", "participation", "administration",
    "communication", "digital",
}  # fmt: skip
WITH_TOPICS = ("municipalities", "formats", "chapters", "meetings", "spaces", "experiences", "ideas")


def test_named_accounts_are_those_of_the_brief():
    assert [account.email for account in DEMO_ACCOUNTS] == [
        "redaktion@lernnetz.example",
        "begleitung@lernnetz.example",
        "koordination@lernnetz.example",
        "mitglied.krefeld@lernnetz.example",
        "mitglied.freiburg@lernnetz.example",
    ]


def test_every_account_is_evidently_invented():
    assert [a.email for a in all_accounts() if not a.email.endswith("@lernnetz.example")] == []
    assert [a.email for a in all_accounts() if not a.first_name.startswith("Demo-")] == []


def test_every_municipality_has_register_facts_and_one_member():
    assert set(read("register")["municipalities"]) == PLACES
    assert {account.municipality for account in all_accounts()} - {None} == PLACES


def test_only_the_named_pilots_are_called_pilots():
    pilots = {place["key"] for place in entries("municipalities") if place["named_pilot"]}
    silent = [
        place["key"]
        for place in entries("municipalities")
        if not place["named_pilot"] and "diese Demonstration" not in place["intro_de"]
    ]
    assert pilots == {"krefeld", "oberallgaeu", "merzig", "freiburg"}
    assert silent == []


def test_keys_are_unique_and_fit_for_addresses():
    for name in (*WITH_TOPICS, "people"):
        keys = [entry["key"] for entry in entries(name)]
        assert sorted(set(keys)) == sorted(keys), name
        for key in keys:
            validate_slug(key)


def test_topics_are_those_of_the_vocabulary():
    unknown = {topic for name in WITH_TOPICS for entry in entries(name) for topic in entry["topics"]} - TOPICS
    assert unknown == set()


def test_phases_are_those_of_a_municipalitys_way():
    phases = {entry["phase"] for name in ("formats", "chapters", "experiences") for entry in entries(name)}
    assert phases - set(Phase.values) == set()


def test_groups_and_laws_are_those_of_the_vocabularies():
    classed = [entry for name in ("formats", "meetings", "experiences", "ideas") for entry in entries(name)]
    for name, parameter in CLASSES.items():
        values = VOCABULARIES[parameter].values
        assert {value for entry in classed for value in entry.get(name, [])} - set(values) == set()
    assert [entry["key"] for entry in classed if not (entry.get("audiences") and entry.get("actor_groups"))] == []


def test_formats_that_are_named_exist():
    named = {key for entry in entries("chapters") for key in entry["formats"]}
    named |= {entry["related_format"] for entry in entries("experiences") if entry.get("related_format")}
    assert named - FORMATS == set()


def test_people_and_places_that_are_named_exist():
    authors = {post["author"] for space in entries("spaces") for thread in space["threads"] for post in thread["posts"]}
    authors |= {entry["author"].removeprefix("mitglied.") for entry in entries("experiences")}
    places = {entry["municipality"] for entry in entries("experiences") + entries("adoptions")}
    places |= {key for meeting in entries("meetings") for key in meeting["municipalities"]}
    assert authors - ACCOUNTS == set()
    assert places - PLACES == set()


def test_adopted_ideas_exist():
    assert {entry["idea"] for entry in entries("adoptions")} - {entry["key"] for entry in entries("ideas")} == set()


def test_meetings_say_the_same_in_both_languages():
    for meeting in entries("meetings"):
        german, english = meeting["de"], meeting["en"]
        assert german.keys() == english.keys()
        for part in ("items", "results", "recommendations"):
            assert len(german[part]) == len(english[part]), (meeting["key"], part)


def test_each_thread_runs_forward_in_time():
    for space in entries("spaces"):
        for thread in space["threads"]:
            times = [post["at"] for post in thread["posts"]]
            assert times == sorted(times), thread["key"]


def test_only_questions_have_an_accepted_answer():
    accepted = [
        thread["kind"]
        for space in entries("spaces")
        for thread in space["threads"]
        if any(post.get("accepted") for post in thread["posts"])
    ]
    assert set(accepted) == {"question"}


def test_quotes_are_of_what_was_said_before():
    later = [
        (thread["key"], index)
        for space in entries("spaces")
        for thread in space["threads"]
        for index, post in enumerate(thread["posts"])
        if not 0 <= post.get("quotes", 0) <= max(index - 1, 0)
    ]
    assert later == []


def test_every_scene_is_described():
    described = read("pictures")["scenes"]
    assert described.keys() == SCENES.keys()
    assert set(read("pictures")["pictures"].values()) == set(SCENES) - {"garden"}
    assert [name for name, scene in described.items() if not 40 <= len(scene["alt"]) <= 255] == []
