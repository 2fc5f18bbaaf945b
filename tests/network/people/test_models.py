import pytest
from django.db import IntegrityError

from network.people.models import User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_email_is_stored_lower_case_however_it_comes():
    by_factory = UserFactory(email="  Maria.MUSTER@Krefeld.example ")
    by_manager = User.objects.create_user("Otto@Krefeld.example", "x")

    assert [by_factory.email, by_manager.email] == ["maria.muster@krefeld.example", "otto@krefeld.example"]


def test_email_in_another_spelling_is_the_same_person():
    UserFactory(email="maria@krefeld.example")

    with pytest.raises(IntegrityError):
        UserFactory(email="Maria@KREFELD.example")


def test_create_user_without_email_is_refused():
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("", "x")


def test_natural_key_ignores_case():
    user = UserFactory(email="maria@krefeld.example")

    assert User.objects.get_by_natural_key(" MARIA@krefeld.example") == user


def test_create_superuser_is_coordinator():
    user = User.objects.create_superuser("leitung@lernnetz.example", "x")

    assert (user.role, user.is_staff, user.is_superuser) == ("coordinator", True, True)


def test_person_without_name_is_shown_by_email():
    assert str(UserFactory(first_name="", last_name="", email="a@b.example")) == "a@b.example"
