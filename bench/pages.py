"""One address per page type, found on the site itself."""

from dataclasses import dataclass

from django.test import Client

PER_TYPE = ("municipality", "experience", "idea", "meeting", "format", "page", "thread")
LISTS = {
    "start": "/de/",
    "municipalities": "/de/kommunen/",
    "experiences": "/de/erfahrungen/",
    "ideas": "/de/ideen/",
    "meetings": "/de/treffen/",
    "handbook": "/de/handbuch/",
    "search": "/de/suche/?q=Sprachkurs",
}
SIGNED_IN = ("thread",)


@dataclass(frozen=True)
class BenchPage:
    name: str
    path: str
    is_signed_in: bool = False


def pages(visitor: Client, member: Client) -> list[BenchPage]:
    found = [BenchPage(f"{name} (list)" if name in LISTS else name, path) for name, path in LISTS.items()]
    for kind in PER_TYPE:
        asks = member if kind in SIGNED_IN else visitor
        results = asks.get("/api/v1/search", {"type": kind, "page_size": 1}).json()["results"]
        found += [BenchPage(kind, path_of(result["url"]), kind in SIGNED_IN) for result in results]
    return found


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3] if url.startswith("http") else url
