import re

import pytest
from django.test import Client

from cms.municipalities.models import MunicipalityPage
from tests.factories import cms as make
from tests.factories.discussions import make_post
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def where_it_leads(address: str, language: str) -> str:
    client = Client()
    client.force_login(UserFactory(language=language))
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.request["PATH_INFO"]


def test_mentioned_municipality_leads_each_reader_to_its_page_in_their_language(krefeld):
    found = re.search(r'<a href="([^"]+)"[^>]*>@Krefeld</a>', make_post(body="Was sagt @Krefeld?").body_html)
    german = MunicipalityPage.objects.get(municipality=krefeld).get_url()
    assert [where_it_leads(found[1], language) for language in ("de", "en")] == [german, german]
    english = make.municipality_page(krefeld, "en").get_url()
    assert [where_it_leads(found[1], language) for language in ("de", "en")] == [german, english]


def test_mentioned_municipality_without_a_public_page_leads_nowhere(krefeld):
    MunicipalityPage.objects.get(municipality=krefeld).unpublish()
    assert "<a " not in make_post(body="Was sagt @Krefeld?").body_html
