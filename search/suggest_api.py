"""Suggestions for programs, and for the search field of every page."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from network.people.rate_limit import rate_limited
from search.parameters import LONGEST_QUERY, clean_text
from search.suggestions import SuggestionGroup, suggest, suggest_tags

router = Router()


class SuggestionSchema(Schema):
    text: str
    marked: str = Field(description="The text as escaped HTML with <mark> around what was typed of it.")
    detail: str = Field(description="What tells it apart: kind and place.")
    url: str = Field(description="Path of the page, or of the search it stands for.")
    lang: str = Field(description="Language of the text where it is not `lang`; else empty.")


class SuggestionGroupSchema(Schema):
    name: Literal["titles", "municipalities", "topics", "tags", "people"]
    label: str
    items: list[SuggestionSchema]


class SuggestionsSchema(Schema):
    query: str
    summary: str = Field(description="How many there are, as a sentence for a screen reader.")
    groups: list[SuggestionGroupSchema]


class TagSchema(Schema):
    key: str
    name: str
    count: int


class TagsSchema(Schema):
    query: str
    results: list[TagSchema]


@router.get(
    "/suggest",
    response=SuggestionsSchema,
    summary="What somebody who types may mean",
    operation_id="suggest",
    url_name="suggest",
    description="At most eight, of what the asker may see; people only for members. From two letters on.",
)
@decorate_view(never_cache, rate_limited("suggest", methods=("GET",)))
def suggest_endpoint(
    request: HttpRequest, q: Annotated[str, Query("", max_length=LONGEST_QUERY)], lang: Literal["de", "en"] = "de"
) -> Any:
    text = clean_text(q)
    with translation.override(lang):
        groups = suggest(text, request.user)
        return {"query": text, "summary": summary(groups), "groups": [group_data(group) for group in groups]}


def summary(groups: list[SuggestionGroup]) -> str:
    number = sum(len(group.items) for group in groups)
    if not number:
        return _("No suggestions")
    return ngettext(
        "%(number)d suggestion, with the arrow keys", "%(number)d suggestions, with the arrow keys", number
    ) % {"number": number}


def group_data(group: SuggestionGroup) -> dict[str, Any]:
    items = [{name: str(getattr(item, name)) for name in SuggestionSchema.model_fields} for item in group.items]
    return {"name": group.name, "label": str(group.label), "items": items}


@router.get(
    "/suggest/tags", response=TagsSchema, summary="Tags that begin with or contain a text", operation_id="suggest_tags"
)
@decorate_view(rate_limited("api", methods=("GET",)))
def suggest_tags_endpoint(request: HttpRequest, q: Annotated[str, Query("", max_length=200)]) -> Any:
    text = clean_text(q)
    return {"query": text, "results": suggest_tags(text)}
