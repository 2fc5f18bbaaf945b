import pytest
from django.core.exceptions import ImproperlyConfigured

from network.config.checks import check_demo, check_public_url, check_secret, refuse_unsafe_start
from tests.factories.people import UserFactory

GOOD_SECRET = "kq8Xv2w9ZrT4yB7nM1cL6pS3dF5gH0jA-uE_iOxQzWtRbNvYmKs"


@pytest.fixture
def production(settings):
    settings.REFUSE_DEMO = True
    settings.SECRET_KEY = GOOD_SECRET
    settings.PUBLIC_URL = "https://lernnetz.example"
    return settings


@pytest.mark.parametrize(
    ("secret", "found"),
    [
        (GOOD_SECRET, []),
        ("kurz", ["network.E001"]),
        ("x" * 80, ["network.E001"]),
        ("insecure-only-for-trying-out-" * 3, ["network.E001"]),
    ],
)
def test_production_wants_a_secret_of_its_own(production, secret, found):
    production.SECRET_KEY = secret

    assert [error.id for error in check_secret(None)] == found


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://lernnetz.example", []),
        ("http://lernnetz.example", ["network.E002"]),
        ("https://localhost", ["network.E002"]),
        ("", ["network.E002"]),
    ],
)
def test_production_wants_its_public_address(production, url, found):
    production.PUBLIC_URL = url

    assert [error.id for error in check_public_url(None)] == found


@pytest.mark.django_db
def test_production_refuses_demo_accounts(production):
    UserFactory()
    before = check_demo(None)
    UserFactory(is_demo=True)

    assert [before, [error.id for error in check_demo(None)]] == [[], ["network.E003"]]


@pytest.mark.django_db
def test_trying_out_is_not_hindered(settings):
    UserFactory(is_demo=True)
    settings.SECRET_KEY, settings.PUBLIC_URL, settings.REFUSE_DEMO = "kurz", "", False

    assert check_secret(None) + check_public_url(None) + check_demo(None) == []


@pytest.mark.django_db(transaction=True)
def test_servers_refuse_to_start_unsafe(production):
    refuse_unsafe_start()
    UserFactory(is_demo=True)
    production.PUBLIC_URL = ""

    with pytest.raises(ImproperlyConfigured) as refusal:
        refuse_unsafe_start()

    assert [line.split(" (")[0] for line in str(refusal.value).splitlines()] == [
        "PUBLIC_URL must be the https address readers use.",
        "There are demo accounts, whose passwords everybody knows.",
    ]
