"""Pages as editors publish them, below the fixed pages of `set_up_site`."""

from datetime import date
from io import BytesIO
from typing import Any

import factory
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale

from cms.basepage.models import BasePage, NetworkDocument, NetworkImage, Topic
from cms.handbook.models import FormatPage, HandbookIndexPage
from cms.ideas.models import IdeaIndexPage, IdeaPage
from cms.meetings.models import MeetingIndexPage, MeetingPage
from cms.municipalities.models import ExperiencePage, MunicipalityIndexPage, MunicipalityPage
from cms.site.actions import set_up_site
from cms.site.models import HomePage
from network.municipalities.models import Municipality
from tests.factories.municipalities import MunicipalityFactory

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def site() -> HomePage:
    """The home page of an empty site; set up once a test."""
    home = HomePage.objects.filter(locale__language_code="de").first()
    return home or set_up_site()


def topic(key: str = "language", language: str = "de") -> Topic:
    site()
    return Topic.objects.get(key=key, locale__language_code=language)


def index(model: type[BasePage], language: str = "de") -> Any:
    site()
    return model.objects.get(locale__language_code=language)


def picture(size: tuple[int, int] = (40, 30), image_format: str = "PNG", **save: Any) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "#00779b").save(file, image_format, **save)
    return file.getvalue()


def publish(page: BasePage, parent: BasePage, topics: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> Any:
    """Added below the parent and published with a revision; not live pages stay drafts."""
    page.locale = parent.locale
    live, page.live = page.live, False
    parent.add_child(instance=page)
    page.topics.set(Topic.objects.filter(key__in=topics, locale=page.locale))
    page.tags.set(tags)
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
    return page


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NetworkImage

    title = factory.Sequence(lambda number: f"Bild {number}")
    description = "Ein leerer Platz in der Morgensonne"
    credit = "Stadt Probe, CC BY 4.0"
    file = factory.LazyFunction(lambda: ContentFile(picture(), "bild.png"))


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NetworkDocument

    title = factory.Sequence(lambda number: f"Papier {number}")
    file = factory.LazyFunction(lambda: ContentFile(PDF, "papier.pdf"))


class _Numbers:
    last = 0


def number() -> int:
    _Numbers.last += 1
    return _Numbers.last


def municipality_page(
    municipality: Municipality | None = None, language: str = "de", **fields: Any
) -> MunicipalityPage:
    municipality = municipality or MunicipalityFactory()
    known = {"title": municipality.label, "slug": municipality.slug, "municipality": municipality}
    return publish(MunicipalityPage(**known | fields), index(MunicipalityIndexPage, language))


def experience_page(
    profile: MunicipalityPage | None = None,
    *,
    topics: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    **fields: Any,
) -> ExperiencePage:
    profile = profile or municipality_page()
    known = {
        "title": f"Erfahrung {number()}",
        "summary": "Es ging, und zwar so.",
        "what_we_did": "Wir haben **angefangen**.",
        "outcome": "Elf von vierzehn haben bestanden.",
        "municipality": profile.municipality,
    }
    return publish(ExperiencePage(**known | fields), profile, topics, tags)


def idea_page(
    language: str = "de", *, topics: tuple[str, ...] = (), tags: tuple[str, ...] = (), **fields: Any
) -> IdeaPage:
    known = {"title": f"Idee {number()}", "challenge": "Keine Zeit.", "place": "Toronto", "country": "CA"}
    return publish(IdeaPage(**known | fields), index(IdeaIndexPage, language), topics, tags)


def meeting_page(language: str = "de", **fields: Any) -> MeetingPage:
    known = {
        "title": f"Treffen {number()}",
        "starts_on": date(2018, 6, 14),
        "ends_on": date(2018, 6, 15),
        "city": "Gütersloh",
    }
    return publish(MeetingPage(**known | fields), index(MeetingIndexPage, language))


def format_page(language: str = "de", **fields: Any) -> FormatPage:
    known = {
        "title": f"Format {number()}",
        "purpose": "Fragen finden.",
        "duration": "90 Minuten",
        "group_size": "8 bis 25",
    }
    return publish(FormatPage(**known | fields), index(HandbookIndexPage, language))


def english() -> Locale:
    site()
    return Locale.objects.get(language_code="en")
