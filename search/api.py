"""The public API: what the search page finds, for programs."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import NinjaAPI, Query, Schema, Status
from ninja.decorators import decorate_view
from ninja.errors import ValidationError
from pydantic import Field

from cms.basepage.classification import ActorGroup, LegalRegime, TargetGroup
from cms.basepage.fields import Phase
from network.municipalities.models import Kind as MunicipalityKind
from network.municipalities.models import Municipality, SizeClass
from network.people.rate_limit import rate_limited
from search.documents import FACETS
from search.engines.base import EngineUnavailableError
from search.facets import MOST_VALUES, Origin, describe, read_filters
from search.parameters import LONGEST_PLACE, LONGEST_QUERY, PAGE_SIZE, clean_text
from search.proximity import ORDERS, place_of
from search.searching import LAST_RESULT, RELEVANCE, Result, SearchRequest, search
from search.suggest_api import router

Kind = Literal[
    "municipality", "experience", "idea", "meeting", "programme_item", "recommendation", "format", "document", "person",
    "page", "thread", "post", "room_question",
]  # fmt: skip
Language = Literal["de", "en"]
Values = Annotated[list[str], Field(max_length=MOST_VALUES)]

api = NinjaAPI(
    title="Lernnetz",
    version="1",
    description=(
        "Search across the municipalities of the network. Without a session it answers with what is public; "
        "with the session of a signed-in member also with what that member may read."
    ),
    docs_url=None,
    urls_namespace="api-v1",
)
api.add_router("", router)


class SearchParameters(Schema):
    q: str = Field(
        "", max_length=LONGEST_QUERY, description='Words, "phrases" and -exclusions. Empty: everything, newest first.'
    )
    type: list[Kind] = Field([], description="Repeat it for any of several; so with all filters.")
    topic: Values = Field([], description="Key or name of a topic.")
    target_group: list[TargetGroup] = Field([], description="Whom it is for.")
    actor_group: list[ActorGroup] = Field([], description="Who took part.")
    phase: list[Phase] = Field([], description="Where in the process of a municipality it has its place.")
    legal_regime: list[LegalRegime] = Field([], description="The German law it moves under.")
    municipality: Values = Field([], description="Address part (krefeld), official key (05114000) or name (Krefeld).")
    state: Values = Field([], description="ISO 3166-2 code of a German state (NW) or its name.")
    size: list[SizeClass] = Field([], description="Size class of the municipality, by its inhabitants.")
    kind: list[MunicipalityKind] = Field([], description="Type of municipality.")
    country: Values = Field([], description="ISO 3166 code of a country (CA) or its name in German or English.")
    tag: Values = Field([], description="A tag, in any spelling.")
    space: Values = Field([], description="Address part of a space; one the asker may not enter finds nothing.")
    origin: list[Origin] = Field([], description="Who says it.")
    year: list[Annotated[str, Field(pattern=r"^\d{4}$")]] = Field(
        [], max_length=MOST_VALUES, description="Four digits."
    )
    lang: list[Language] = Field([], description="Language of the results. `other_language` then holds the other one.")
    page: int = Field(1, ge=1, le=LAST_RESULT)
    page_size: int = Field(PAGE_SIZE, ge=1, le=100)
    sort: Literal["relevance", "date", "distance", "similarity"] = RELEVANCE  # type: ignore[assignment]
    near: str = Field(
        "",
        max_length=LONGEST_PLACE,
        description=(
            "The municipality that distance and similarity (size, type, state, topics) are measured from: address part, "
            "official key or name. Without it the signed-in member's own. What belongs to no place comes last."
        ),
    )


class ResultSchema(Schema):
    id: str
    source_id: str = Field(description="What an import knows it by; its own id for what was not imported.")
    type: Kind
    lang: Language
    title: str
    url: str = Field(description="Absolute address of the page, or of the place on it.")
    excerpt: str = Field(description="The passage that answers: escaped HTML with <mark> around words of the question.")
    place_in_text: str | None = Field(description="Where in a document the passage stands: a page, a heading.")
    municipality: str | None
    date: date | None


class FacetSchema(Schema):
    value: str
    label: str
    count: int = Field(description="What choosing it would find; within one group values are alternatives.")
    selected: bool


class SearchSchema(Schema):
    query: str
    total: int
    page: int
    page_size: int
    results: list[ResultSchema]
    facets: dict[str, list[FacetSchema]]
    other_language: list[ResultSchema] = Field(description="Results in the other language, found by meaning.")
    did_you_mean: str | None


class ErrorSchema(Schema):
    message: str


class WrongParameterSchema(Schema):
    parameter: str
    message: str


class WrongSchema(ErrorSchema):
    errors: list[WrongParameterSchema]


class TooManySchema(ErrorSchema):
    retry_after: int = Field(description="Seconds, as in the header Retry-After.")


@api.get(
    "/search",
    response={200: SearchSchema, 422: WrongSchema, 429: TooManySchema, 503: ErrorSchema},
    summary="Search",
    operation_id="search",
)
@decorate_view(rate_limited("api", methods=("GET",)))
def search_endpoint(request: HttpRequest, parameters: Query[SearchParameters]) -> Any:
    given = {name: [str(value) for value in getattr(parameters, name)] for name in FACETS}
    asked = SearchRequest(
        text=clean_text(parameters.q),
        filters=read_filters(given),
        page=parameters.page,
        page_size=parameters.page_size,
        sort=parameters.sort,
        near=_near(parameters, request.user),
        language=get_language() or "de",
    )
    if asked.offset + asked.page_size > LAST_RESULT:
        raise ValidationError([_error("page", f"Only the first {LAST_RESULT} results can be read. Narrow the search.")])
    try:
        found = search(asked, request.user)
    except EngineUnavailableError:
        return Status(503, {"message": "The search index is being built. Try again in a minute."})
    places = place_names([*found.results, *found.other_language])
    groups = describe(found.facets, asked.filters, request.user)
    return {
        "query": asked.text,
        "total": found.total,
        "page": asked.page,
        "page_size": asked.page_size,
        "results": [result_data(request, result, places) for result in found.results],
        "facets": {group.name: [vars_of(option) for option in group.options] for group in groups},
        "other_language": [result_data(request, result, places) for result in found.other_language],
        "did_you_mean": found.did_you_mean or None,
    }


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name each parameter that is wrong, and what is wrong with it."""
    errors = [
        {
            "parameter": str(each["loc"][-1] if isinstance(each["loc"][-1], str) else each["loc"][-2]),
            "message": each["msg"],
        }
        for each in error.errors
    ]
    message = " ".join(f"{each['parameter']}: {each['message']}" for each in errors)
    return api.create_response(request, {"message": message, "errors": errors}, status=422)


def _near(parameters: SearchParameters, user: Any) -> str:
    """Where distance is measured from; a sort by it without any place would be no sort."""
    if parameters.sort not in ORDERS:
        return ""
    place = place_of(parameters.near, user)
    if place is None:
        raise ValidationError([_error("near", f"Name a municipality of the network to sort by {parameters.sort}.")])
    return place.slug


def _error(parameter: str, message: str) -> dict[str, Any]:
    return {"type": "value_error", "loc": ("query", parameter), "msg": message}


def vars_of(option: Any) -> dict[str, Any]:
    return {name: getattr(option, name) for name in FacetSchema.model_fields}


def place_names(results: list[Result]) -> dict[str, str]:
    """Names of the municipalities of these results, in one query."""
    slugs = {slug for result in results for slug in result.document.facets.get("municipality", ())}
    return {place.slug: place.label for place in Municipality.objects.filter(slug__in=slugs)}


def result_data(request: HttpRequest, result: Result, places: dict[str, str]) -> dict[str, Any]:
    document = result.document
    own = document.facets.get("municipality", ())
    return {
        "id": document.id,
        "source_id": document.source_id or document.id,
        "type": document.type,
        "lang": document.lang,
        "title": document.title,
        "url": request.build_absolute_uri(result.url),
        "excerpt": str(result.excerpt),
        "place_in_text": result.place_in_text or None,
        # A meeting belongs to all who took part, hence to none.
        "municipality": places.get(own[0]) if len(own) == 1 else None,
        "date": document.date,
    }
