from typing import TYPE_CHECKING, Any

from cms.basepage.structured_data import thing

if TYPE_CHECKING:
    from cms.municipalities.models import ExperiencePage, MunicipalityPage

CITIES = {"county_free_city", "town"}


def municipality_data(page: "MunicipalityPage") -> dict[str, Any]:
    """The administration, and the place it governs."""
    municipality = page.municipality
    has_place = municipality.latitude is not None and municipality.longitude is not None
    place = thing(
        "City" if municipality.kind in CITIES else "AdministrativeArea",
        name=municipality.label,
        identifier=thing("PropertyValue", propertyID="AGS", value=municipality.ags) if municipality.ags else None,
        geo=thing("GeoCoordinates", latitude=municipality.latitude, longitude=municipality.longitude)
        if has_place
        else None,
        containedInPlace=thing("State", name=str(municipality.get_state_display())) if municipality.state else None,
    )
    name = municipality.official_name or municipality.name
    return thing("GovernmentOrganization", name=name, description=page.summary, areaServed=place)


def experience_data(page: "ExperiencePage") -> dict[str, Any]:
    return thing(
        "Article",
        headline=page.title[:110],
        description=page.summary,
        inLanguage=page.content_language,
        datePublished=page.first_published_at.isoformat() if page.first_published_at else None,
        dateModified=page.last_published_at.isoformat() if page.last_published_at else None,
        author=thing("GovernmentOrganization", name=page.municipality.official_name or page.municipality.name),
        contentLocation=thing("AdministrativeArea", name=page.municipality.label),
    )
