import pytest

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("preferred", "home"),
    [
        ("", "/de/"),
        ("de-AT,en;q=0.5", "/de/"),
        ("en-GB,de;q=0.5", "/en/"),
        ("fr,en;q=0.8", "/en/"),
        ("fr", "/de/"),
        ("\x00;q=bad,,*", "/de/"),
    ],
)
def test_root_leads_to_the_preferred_language(client, preferred, home):
    response = client.get("/", headers={"accept-language": preferred})

    assert response["Location"] == home
    assert "Accept-Language" in response["Vary"]
    assert dict(client.cookies) == {}


def test_root_leads_people_to_their_language(client):
    client.force_login(UserFactory(language="en"))

    assert client.get("/", headers={"accept-language": "de"})["Location"] == "/en/"
