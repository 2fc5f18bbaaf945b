from typing import TYPE_CHECKING, Any

from cms.basepage.structured_data import thing
from cms.ideas.countries import country_name

if TYPE_CHECKING:
    from cms.ideas.models import IdeaPage


def idea_data(page: "IdeaPage") -> dict[str, Any]:
    place = thing("Place", name=page.place, address=thing("PostalAddress", addressCountry=page.country))
    return thing(
        "Article",
        headline=page.title[:110],
        description=page.summary,
        inLanguage=page.content_language,
        datePublished=page.published_on.isoformat() if page.published_on else None,
        dateModified=page.last_published_at.isoformat() if page.last_published_at else None,
        contentLocation=place if page.place or country_name(page.country) else None,
        isBasedOn=page.source_url,
    )
