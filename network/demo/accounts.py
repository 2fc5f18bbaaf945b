"""The accounts of the demo network, as `make run` names them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise

from network.demo.data import entries
from network.people.roles import Role


@dataclass(frozen=True)
class DemoAccount:
    key: str
    email: str
    first_name: str
    last_name: str
    role: str
    municipality: str | None

    @property
    def role_label(self) -> str | Promise:
        return Role(self.role).label


DEMO_ACCOUNTS = [DemoAccount(**entry) for entry in entries("people")]


def all_accounts() -> list[DemoAccount]:
    """The named ones, then one member of every further municipality."""
    known = {account.key for account in DEMO_ACCOUNTS}
    return DEMO_ACCOUNTS + [_member_of(place) for place in entries("municipalities") if place["key"] not in known]


def _member_of(place: dict[str, str]) -> DemoAccount:
    key = place["key"]
    return DemoAccount(
        key=key,
        email=f"mitglied.{key}@lernnetz.example",
        first_name="Demo-Mitglied",
        last_name=place["name"].removeprefix("Landkreis "),
        role=Role.MEMBER,
        municipality=key,
    )


def demo_password() -> str:
    return settings.DEMO_PASSWORD
