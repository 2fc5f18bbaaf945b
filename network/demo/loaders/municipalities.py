"""The municipalities: register facts, their entry into the network, and the people who work for them."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.hashers import make_password

from network.demo import records
from network.demo.accounts import DemoAccount, all_accounts, demo_password
from network.demo.data import Entry, entries, read
from network.demo.loaders.times import moment
from network.municipalities.actions import add_member, import_register, join_network
from network.municipalities.models import Membership, Municipality
from network.municipalities.register import RegisterEntry, parse_values
from network.people.actions import assign_role
from network.people.models import User

POPULATION_ON = date(2019, 12, 31)
COORDINATOR = "koordination"
JOINED_AT = moment("2016-04-12 09:00")


def load_people() -> Iterator[User]:
    # One hash for all: they share a password that everybody knows, and hashing is slow on purpose.
    password = make_password(demo_password())
    for account in all_accounts():
        yield records.find_or_make(f"user:{account.key}", User, lambda account=account: _make_person(account, password))


def _make_person(account: DemoAccount, password: str) -> User:
    names = {"first_name": account.first_name, "last_name": account.last_name}
    user = User.objects.create_user(account.email, is_demo=True, date_joined=JOINED_AT, **names)
    user.password = password
    user.save(update_fields=["password"])
    return assign_role(user=user, role=account.role)


def user(key: str) -> User:
    """By the key of the account, also as `mitglied.KEY`."""
    return records.get(f"user:{key.removeprefix('mitglied.')}", User)


def load() -> Iterator[Municipality]:
    _import_missing()
    for entry in entries("municipalities"):
        yield _in_network(entry)


def municipality(key: str) -> Municipality:
    return Municipality.objects.get(ags=read("register")["municipalities"][key]["ags"])


def _import_missing() -> None:
    """What the register of this installation knows already, it knows better."""
    facts: dict[str, Entry] = read("register")["municipalities"]
    known = set(Municipality.objects.filter(ags__isnull=False).values_list("ags", flat=True))
    missing = {key: _register_entry(row) for key, row in facts.items() if row["ags"] not in known}
    import_register(missing.values(), population_on=POPULATION_ON, with_districts=False)
    for key in missing:
        records.remember(f"municipality:{key}", municipality(key))


def _register_entry(row: Entry) -> RegisterEntry:
    entry, errors = parse_values(0, row)
    if entry is None:
        raise ValueError("; ".join(map(str, errors)))
    return entry


def _in_network(entry: Entry) -> Municipality:
    place = municipality(entry["key"])
    if place.joined_on is None:
        join_network(
            municipality=place,
            joined_on=entry["joined_on"],
            by=user(COORDINATOR),
            contact_role=entry["contact_role"],
            contact_email=entry["email"],
        )
        records.remember(f"joined:{entry['key']}", place)
    member = user(entry["key"])
    if not Membership.objects.filter(municipality=place, user=member).exists():
        add_member(municipality=place, user=member, is_contact=True, contact_role=entry["contact_role"])
    return place
