import factory
from django.contrib.auth.hashers import make_password

from network.people.actions import sync_groups
from network.people.models import Draft, User
from network.people.roles import Role

PASSWORD = "eine lange Probe 2018"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@kommune.example")
    first_name = "Probe"
    last_name = factory.Sequence(lambda number: f"Person {number}")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
    role = Role.MEMBER

    @factory.post_generation
    def groups_of_role(self, create: bool, extracted: object, **kwargs) -> None:
        if create and self.role != Role.MEMBER:
            sync_groups(self)


class EditorFactory(UserFactory):
    role = Role.EDITOR


class FacilitatorFactory(UserFactory):
    role = Role.FACILITATOR


class CoordinatorFactory(UserFactory):
    role = Role.COORDINATOR


class DraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Draft

    owner = factory.SubFactory(UserFactory)
    kind = "post"
    key = factory.Sequence(str)
    data = factory.LazyFunction(lambda: {"body": "Noch nicht fertig"})
