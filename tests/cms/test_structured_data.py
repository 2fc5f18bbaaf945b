"""JSON-LD: types and properties are those of schema.org, addresses are absolute, no text ends the script element."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from cms.basepage.structured_data import as_json_ld
from tests.factories import cms as make
from tests.factories.municipalities import KrefeldFactory

pytestmark = pytest.mark.django_db

VOCABULARY = json.loads((Path(__file__).with_name("schema_org.json")).read_text(encoding="utf-8"))
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def unknown(data):
    """Properties that the type does not have, anywhere in the data."""
    found = []
    for name, value in data.items():
        if not name.startswith("@") and name not in VOCABULARY.get(data["@type"], []):
            found.append(f"{data['@type']}.{name}")
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                found += unknown(item)
    return found


def data_of(client, page):
    (text,) = SCRIPT.findall(client.get(page.url).content.decode())
    return json.loads(text)


def pages():
    return {
        "WebSite": make.site,
        "GovernmentOrganization": lambda: make.municipality_page(KrefeldFactory()),
        "Article": lambda: make.experience_page(started_on="2017"),
        "Event": make.meeting_page,
        "HowTo": lambda: make.format_page(
            material="Stifte", steps=[("step", {"title": "Lage", "minutes": 15, "text": "Zeigen"})]
        ),
    }


@pytest.mark.parametrize("kind", list(pages()))
def test_page_says_what_it_is_in_the_words_of_schema_org(kind, client):
    page = pages()[kind]()
    data = data_of(client, page)
    assert (data["@context"], data["@type"], data["url"]) == ("https://schema.org", kind, page.full_url)
    assert unknown(data) == []


def test_idea_is_an_article_based_on_its_source(client):
    page = make.idea_page(source_url="https://example.org/a", published_on=date(2018, 5, 1))
    data = data_of(client, page)
    assert (data["@type"], data["isBasedOn"], data["datePublished"]) == (
        "Article",
        "https://example.org/a",
        "2018-05-01",
    )
    assert unknown(data) == []


def test_municipality_names_its_place(client):
    data = data_of(client, make.municipality_page(KrefeldFactory()))
    assert data["areaServed"] == {
        "@type": "City",
        "name": "Krefeld",
        "identifier": {"@type": "PropertyValue", "propertyID": "AGS", "value": "05114000"},
        "geo": {"@type": "GeoCoordinates", "latitude": 51.332637, "longitude": 6.56089},
        "containedInPlace": {"@type": "State", "name": "Nordrhein-Westfalen"},
    }


def test_hostile_title_cannot_end_the_script(client):
    page = make.idea_page(title="</script><script>alert(1)</script>\u2028")
    html = client.get(page.url).content.decode()
    assert "<script>alert(1)" not in html
    assert data_of(client, page)["headline"] == page.title


def test_json_ld_is_json():
    assert json.loads(as_json_ld({"name": "a & b < c > d \u2029"}))["name"] == "a & b < c > d \u2029"
