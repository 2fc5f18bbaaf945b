"""Who sees which page in which state: lists and rules say the same."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import PageViewRestriction, TaskState

from cms.ideas.models import IdeaPage
from cms.municipalities.actions.submissions import Submission, submit_experience
from cms.municipalities.models import ExperiencePage
from tests.factories import cms as make
from tests.factories.municipalities import KrefeldFactory, MembershipFactory
from tests.factories.people import CoordinatorFactory, EditorFactory, FacilitatorFactory, UserFactory

pytestmark = pytest.mark.django_db

STATES = ("draft", "in_review", "changes_requested", "published", "withdrawn", "private")
SEEN_BY_ALL = {"published"}


@pytest.fixture
def world():
    place = KrefeldFactory()
    make.municipality_page(place)
    author = MembershipFactory(municipality=place).user
    people = {
        "visitor": AnonymousUser(),
        "member": UserFactory(),
        "colleague": MembershipFactory(municipality=place).user,
        "author": author,
        "facilitator": FacilitatorFactory(),
        "editor": EditorFactory(),
        "coordinator": CoordinatorFactory(),
        "superuser": UserFactory(is_superuser=True, is_staff=True),
        "retired editor": EditorFactory(is_active=False),
    }
    pages = {}
    for state in STATES:
        texts = {"title": state, "what_we_did": "Etwas"}
        pages[state] = submit_experience(
            author=author, municipality=place, key=f"schluessel-{state}", submission=Submission(texts=texts)
        )
    editor = people["editor"]
    pages["draft"].current_workflow_state.cancel(user=editor)
    pages["changes_requested"].current_workflow_task_state.reject(user=editor, comment="?")
    for state in ("published", "withdrawn", "private"):
        TaskState.objects.get(workflow_state__object_id=str(pages[state].pk)).approve(user=editor)
    ExperiencePage.objects.get(pk=pages["withdrawn"].pk).unpublish()
    PageViewRestriction.objects.create(page_id=pages["private"].pk, restriction_type="login")
    return people, {state: ExperiencePage.objects.get(pk=page.pk) for state, page in pages.items()}


def test_experience_is_listed_exactly_for_those_who_may_view_it(world):
    people, pages = world
    listed = {name: {page.title for page in ExperiencePage.objects.visible_to(user)} for name, user in people.items()}
    allowed = {
        name: {state for state, page in pages.items() if user.has_perm("experiences.view_experience", page)}
        for name, user in people.items()
    }
    everything = set(STATES)
    assert listed == allowed
    assert listed == {
        "visitor": SEEN_BY_ALL,
        "member": SEEN_BY_ALL,
        "colleague": SEEN_BY_ALL,
        "author": everything,
        "facilitator": SEEN_BY_ALL,
        "editor": everything,
        "coordinator": everything,
        "superuser": everything,
        "retired editor": SEEN_BY_ALL,
    }


def test_author_edits_only_what_is_with_the_author(world):
    people, pages = world
    editable = {
        name: {state for state, page in pages.items() if user.has_perm("experiences.edit_experience", page)}
        for name, user in people.items()
        if name != "superuser"
    }
    with_author = {"draft", "changes_requested", "withdrawn"}
    assert editable == {name: with_author if name == "author" else set() for name in editable}


def test_other_pages_are_listed_when_published_and_all_for_editors(world):
    people, _pages = world
    make.idea_page(title="öffentlich")
    make.idea_page(title="Entwurf", live=False)
    seen = {name: sorted(page.title for page in IdeaPage.objects.visible_to(user)) for name, user in people.items()}
    all_see = ["öffentlich"]
    editors = {"editor", "coordinator", "superuser"}
    assert seen == {name: ["Entwurf", *all_see] if name in editors else all_see for name in people}


def test_draft_page_is_not_found_at_its_address(world, client):
    _people, pages = world
    found = {state: client.get(page.url).status_code for state, page in pages.items()}
    assert found == dict.fromkeys(STATES, 404) | {"published": 200, "private": 302}
