"""What compares texts by meaning has to find the same, in memory or on a search server; vectors are made up here."""

from typing import Any

import numpy as np
import pytest

from search.documents import PUBLIC, SearchDocument
from search.engines.base import Engine
from search.meaning import DIMENSIONS, Meaning, to_bytes, unit
from search.models import DocumentVectors
from search.queries import EngineQuery, ParsedText
from tests.search.documents import document

SPACE = "space:7"
ANYBODY = EngineQuery(ParsedText(), (PUBLIC,))
MEMBER = EngineQuery(ParsedText(), (PUBLIC, SPACE))
LANGUAGES = ("de", "en")


def towards(number: int, *, partly: int | None = None) -> np.ndarray:
    """A direction of its own, or one between two: meanings that share nothing, or half."""
    random = np.random.default_rng(number).normal(size=DIMENSIONS)
    vector = unit(random.astype(np.float32))
    return vector if partly is None else unit(vector + towards(partly))


def texts() -> list[tuple[SearchDocument, np.ndarray]]:
    """Fifty of two passages each; the tenth is in English, the eleventh in a space, the twelfth shares much with the first."""
    made = []
    for number in range(50):
        fields: dict[str, Any] = {"lang": "en"} if number == 10 else {"access": (SPACE,)} if number == 11 else {}
        second = towards(number, partly=0) if number in {10, 11, 12} else towards(1_000 + number)
        own = to_bytes(np.stack([towards(100 + number), second]))
        made.append((document(f"page:{number}", f"Text {number}", "Eins.", "Zwei.", **fields), own))
    made[0] = (made[0][0], to_bytes(np.stack([towards(0), towards(2_000)])))
    return made


class MeaningContract:
    @pytest.fixture
    def engine(self) -> Engine:
        raise NotImplementedError

    def meaning(self, engine: Engine) -> Meaning:
        raise NotImplementedError

    @pytest.fixture
    def filled(self, engine: Engine, db: None) -> Meaning:
        made = texts()
        known = {each.id: own for each, own in made}
        rows = [DocumentVectors(key=each.id, lang=each.lang, vectors=own.tobytes()) for each, own in made]
        DocumentVectors.objects.bulk_create(rows)
        with engine.writing() as writer:
            writer.put([each for each, _ in made], lambda batch: {each.id: known[each.id] for each in batch})
        found = self.meaning(engine)
        found.refresh()
        return found

    def test_nearest_come_first_with_the_passage_that_is_near(self, filled):
        found = filled.nearest(towards(0), MEMBER, LANGUAGES, 4)
        places = {key: near.place for key, near in found.items()}
        assert (next(iter(found)), places["page:0"]) == ("page:0", 0)
        assert {place for key, place in places.items() if key != "page:0"} <= {1}

    def test_nearness_is_that_of_the_passage_and_a_little_of_the_whole(self, filled):
        known = {each.id: own for each, own in texts()}
        own = known["page:12"].astype(np.float32) / np.linalg.norm(known["page:12"].astype(np.float32), axis=1)[:, None]
        wanted = 0.7 * float((own @ towards(0)).max()) + 0.3 * float(unit(own.mean(axis=0)) @ towards(0))
        found = filled.among(towards(0), ["page:12", "page:404"])
        assert set(found) == {"page:12"}
        assert found["page:12"].cosine == pytest.approx(wanted, abs=0.01)

    def test_what_points_away_is_less_than_nothing(self, filled):
        found = filled.among(-towards(0), ["page:0"])
        assert found["page:0"].cosine == pytest.approx(-filled.among(towards(0), ["page:0"])["page:0"].cosine, abs=1.1)
        assert found["page:0"].cosine < 0.1

    def test_only_the_languages_asked_for_are_found(self, filled):
        assert list(filled.nearest(towards(0), MEMBER, ("en",), 5)) == ["page:10"]

    def test_as_many_as_there_are_can_be_asked_for(self, filled):
        assert len(filled.nearest(towards(0), MEMBER, LANGUAGES, 200)) == 50

    def test_much_the_same_is_alike_and_the_rest_is_not(self, filled):
        assert set(filled.like("page:0", MEMBER.access, 10) or ()) == {"page:10", "page:11", "page:12"}

    def test_document_without_vectors_has_none_alike(self, filled):
        assert filled.like("page:404", MEMBER.access, 10) is None
