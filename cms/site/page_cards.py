"""Pages as cards in posts: title, kind, place and summary of what everybody may read, in one query of any number of types."""

from collections.abc import Collection, Mapping

from django.db.models import CharField, F, TextField
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from wagtail.models import Page, Site

from cms.basepage.models import BasePage
from cms.basepage.querysets import VisiblePageQuerySet
from cms.handbook.models import ChapterPage, FormatPage
from cms.ideas.countries import country_name
from cms.ideas.models import IdeaPage
from cms.meetings.models import MeetingPage
from cms.municipalities.models import ExperiencePage, MunicipalityPage
from cms.site.models import StandardPage
from network.discussions.page_cards import Card
from network.people.models import User

TYPES: tuple[type[BasePage], ...] = (
    ExperiencePage,
    IdeaPage,
    MeetingPage,
    FormatPage,
    ChapterPage,
    MunicipalityPage,
    StandardPage,
)
PLACES = ("experiencepage__municipality__name", "ideapage__place", "meetingpage__city")


def find_pages(paths: Collection[str], user: User) -> dict[str, Card]:
    roots = {root.language_code: root.root_path for root in Site.get_site_root_paths()}
    wanted = {own: path for path in paths if (own := _url_path(path, roots))}
    if not wanted:
        return {}
    slugs = {own.strip("/").rpartition("/")[2] for own in wanted}
    pages = (
        VisiblePageQuerySet(Page)
        .published()
        .filter(slug__in=slugs, url_path__in=wanted)
        .select_related("locale")
        .annotate(
            card_summary=Coalesce(*(f"{each._meta.model_name}__summary" for each in TYPES), output_field=TextField()),
            card_place=Coalesce(*PLACES, output_field=CharField()),
            card_country=F("ideapage__country"),
        )
    )
    return {wanted[page.url_path]: _card(page, wanted[page.url_path]) for page in pages if page.specific_class in TYPES}


def _card(page: Page, path: str) -> Card:
    country = country_name(page.card_country) if page.card_country else ""
    return Card(
        title=page.title,
        url=path,
        kind=capfirst(page.specific_class._meta.verbose_name),
        place=", ".join(part for part in (page.card_place, country) if part),
        text=page.card_summary or "",
        lang=page.locale.language_code,
    )


def _url_path(path: str, roots: Mapping[str, str]) -> str:
    """Where Wagtail keeps the page with this address; empty for what is no page's."""
    language, _slash, rest = path.strip("/").partition("/")
    return f"{roots[language]}{rest}/" if rest and language in roots else ""
