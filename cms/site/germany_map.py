"""Germany as server-side SVG: borders reduced by frontend/scripts/build-map.mjs, points by the same projection."""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("germany_states.json")

# In units of the picture, which is 720 wide. A letter of the label's font is about half its size wide.
LABEL_SIZE = 25
LETTER_WIDTH = 0.53 * LABEL_SIZE
LABEL_GAP = 6
DOT_RADIUS = 10
DOT_MARGIN = 2
TARGET_RADIUS = 24
"""At least so large is what a finger can hit."""


@dataclass(frozen=True)
class Place:
    name: str
    longitude: float
    latitude: float
    url: str = ""
    number: int | None = None
    """How many of something there are, beside the name."""
    radius: float = DOT_RADIUS

    @property
    def text(self) -> str:
        return self.name if self.number is None else f"{self.name} {self.number}"


@dataclass(frozen=True)
class State:
    code: str
    path: str


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Point:
    name: str
    """As it stands on the map, with its number."""
    url: str
    x: float
    y: float
    label: Label | None
    radius: float = DOT_RADIUS

    @property
    def target(self) -> float:
        return max(TARGET_RADIUS, self.radius)


@dataclass(frozen=True)
class GermanyMap:
    view_box: str
    states: list[State]
    points: list[Point]
    marked_state: str = ""


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Mercator, in units of the picture, with one decimal."""
    projection = _data()["projection"]
    x = (longitude - projection["west"]) * projection["scale"] + projection["margin"]
    y = (_mercator(projection["north"]) - _mercator(latitude)) * projection["scale"] + projection["margin"]
    return round(x, 1), round(y, 1)


def germany_map(places: Iterable[Place], *, marked_state: str = "") -> GermanyMap:
    """The map with its points from north to south; a label is left out where it would cover another, and the largest
    dots choose first. Small dots lie above large ones."""
    data = _data()
    located = sorted(
        ((place, *project(place.longitude, place.latitude)) for place in places), key=lambda spot: (spot[2], spot[1])
    )
    taken = [_around(x, y, place.radius + DOT_MARGIN) for place, x, y in located]
    picture = _Box(0, 0, data["width"], data["height"])
    points = [
        Point(place.text, place.url, x, y, _place_label(place, x, y, taken, picture), place.radius)
        for place, x, y in sorted(located, key=lambda spot: -spot[0].radius)
    ]
    return GermanyMap(f"0 0 {data['width']} {data['height']}", _states(), points, marked_state)


def _around(x: float, y: float, distance: float) -> _Box:
    return _Box(x - distance, y - distance, x + distance, y + distance)


def _place_label(place: Place, x: float, y: float, taken: list[_Box], picture: _Box) -> Label | None:
    for label, box in _label_places(place, x, y):
        is_inside = box.left >= picture.left and box.right <= picture.right
        if is_inside and not any(box.overlaps(other) for other in taken):
            taken.append(box)
            return label
    return None


def _label_places(place: Place, x: float, y: float) -> Iterator[tuple[Label, _Box]]:
    width = len(place.text) * LETTER_WIDTH
    gap = place.radius + LABEL_GAP
    half, third = LABEL_SIZE / 2, round(LABEL_SIZE / 3, 1)
    right, left = x + gap, x - gap
    above, below = y - gap, y + gap + LABEL_SIZE * 0.8
    yield Label(round(right, 1), round(y + third, 1), "start"), _Box(right, y - half, right + width, y + half)
    yield Label(round(left, 1), round(y + third, 1), "end"), _Box(left - width, y - half, left, y + half)
    yield Label(x, round(above, 1), "middle"), _Box(x - width / 2, above - LABEL_SIZE, x + width / 2, above)
    yield Label(x, round(below, 1), "middle"), _Box(x - width / 2, below - LABEL_SIZE, x + width / 2, below)
    # At the border of the picture it begins with its dot.
    start = x - place.radius
    yield Label(round(start, 1), round(above, 1), "start"), _Box(start, above - LABEL_SIZE, start + width, above)
    yield Label(round(start, 1), round(below, 1), "start"), _Box(start, below - LABEL_SIZE, start + width, below)


def _mercator(latitude: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


@cache
def _data() -> dict[str, Any]:
    return json.loads(DATA.read_text(encoding="utf-8"))


@cache
def _states() -> list[State]:
    return [State(state["code"], state["path"]) for state in _data()["states"]]
