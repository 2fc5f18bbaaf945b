"""Where each type of page stands on the running site, found by its own search, as a reader would."""

import json
import urllib.parse
import urllib.request

from tests.e2e.server import LiveSite

VISITOR = {
    "start": "/de/",
    "start in English": "/en/",
    "municipalities": "/de/kommunen/",
    "experiences": "/de/erfahrungen/",
    "ideas": "/de/ideen/",
    "meetings": "/de/treffen/",
    "handbook": "/de/handbuch/",
    "search": "/de/suche/?q=Sprachkurs",
    "search with facets": "/de/suche/?q=Arbeit&type=experience&type=idea",
    "search as map": "/de/suche/?q=Sprachkurs&view=map",
    "search as table": "/de/suche/?q=Sprachkurs&view=table",
    "search without result": "/de/suche/?q=qxqxqxqxqx",
    "sign in": "/de/anmelden/",
    "password forgotten": "/de/passwort/vergessen/",
    "not found": "/de/gibt-es-nicht/",
}
BY_TYPE = ("municipality", "experience", "idea", "meeting", "format", "page")
MEMBER = {
    "my area": "/de/mein-bereich/",
    "my profile": "/de/mein-bereich/profil/",
    "notifications": "/de/mitteilungen/",
    "spaces": "/de/raeume/",
    "write an experience": "/de/erfahrung-schreiben/",
    "search without result": "/de/suche/?q=qxqxqxqxqx",
    "saved searches": "/de/gespeicherte-suchen/",
    "save a search": "/de/gespeicherte-suchen/neu/?q=Sprachkurs&topic=language",
    "ask the network": "/de/netz-fragen/?q=Kinderbetreuung+Sprachkurs",
}
COORDINATOR = {
    "open a space": "/de/raeume/neu/",
    "register": "/de/koordination/?q=bremerh",
    "municipality": "/de/koordination/kommune/krefeld/",
}


def found(site: LiveSite, **query: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(f"{site.url}/api/v1/search?{urllib.parse.urlencode(query)}", timeout=30) as answer:  # noqa: S310
        return list(json.load(answer)["results"])


def address_of(site: LiveSite, kind: str) -> str:
    return found(site, type=kind, lang="de", page_size="1")[0]["url"]
