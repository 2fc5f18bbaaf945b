import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Locale, Page, Site, Workflow

from cms.basepage.models import Topic
from cms.site.actions import set_up_site
from cms.site.models import HomePage

pytestmark = pytest.mark.django_db

TREE = [
    "/de/",
    "/de/erfahrungen/",
    "/de/handbuch/",
    "/de/ideen/",
    "/de/kommunen/",
    "/de/treffen/",
    "/en/",
    "/en/experiences/",
    "/en/handbook/",
    "/en/ideas/",
    "/en/meetings/",
    "/en/municipalities/",
]


def state():
    return {
        "pages": sorted(page.url for page in Page.objects.filter(depth__gte=2, live=True)),
        "topics": Topic.objects.count(),
        "groups": sorted(Group.objects.values_list("name", flat=True)),
        "permissions": GroupPagePermission.objects.count(),
        "workflows": sorted(Workflow.objects.filter(active=True).values_list("name", flat=True)),
        "locales": sorted(Locale.objects.values_list("language_code", flat=True)),
    }


def test_empty_database_becomes_a_complete_site(only_migrated):
    assert not Topic.objects.exists()
    home = set_up_site()
    found = state()
    assert found["pages"] == TREE
    assert (found["topics"], found["locales"]) == (20, ["de", "en"])
    assert found["groups"] == ["Koordination", "Prozessbegleitung", "Redaktion"]
    assert found["workflows"] == ["Redaktionelle Prüfung"]
    site = Site.objects.get()
    assert (site.root_page_id, site.hostname, site.port, site.is_default_site) == (home.pk, "localhost", 8000, True)
    assert Page.find_problems() == ([], [], [], [], [])


def test_second_run_changes_nothing_and_leaves_what_editors_changed():
    set_up_site()
    before = state()
    home = HomePage.objects.get(locale__language_code="de")
    home.headline = "Unsere Frage"
    home.save_revision().publish()
    Topic.objects.filter(key="language", locale__language_code="de").update(name="Deutsch")
    call_command("set_up_site", verbosity=0)
    assert state() == before
    assert HomePage.objects.get(pk=home.pk).headline == "Unsere Frage"
    assert Topic.objects.get(key="language", locale__language_code="de").name == "Deutsch"


def test_translations_of_the_fixed_pages_belong_together():
    set_up_site()
    for page in Page.objects.filter(depth__gte=2, locale__language_code="de"):
        assert [other.locale.language_code for other in page.get_translations()] == ["en"]


def test_menu_lists_the_pages_of_the_language(client):
    set_up_site()
    german, english = client.get("/de/").content.decode(), client.get("/en/").content.decode()
    assert [f'href="{url}"' in german for url in TREE[1:6]] == [True] * 5
    assert [f'href="{url}"' in english for url in TREE[7:]] == [True] * 5


def test_unpublished_list_leaves_the_menu_at_once(client):
    set_up_site()
    assert 'href="/de/ideen/"' in client.get("/de/").content.decode()
    Page.objects.get(slug="ideen").specific.unpublish()
    assert 'href="/de/ideen/"' not in client.get("/de/").content.decode()
    assert client.get("/de/ideen/").status_code == 404
