"""Illustrations drawn by the program: the same key always draws the same picture, and no two keys the same one."""

from collections.abc import Callable

from network.demo.pictures import indoors, outdoors, symbols
from network.demo.pictures.canvas import Canvas

SCENES: dict[str, Callable[[Canvas], None]] = {
    scene.__name__: scene
    for scene in (
        indoors.cards_on_table,
        indoors.classroom,
        indoors.counter,
        indoors.pinboard,
        indoors.playgroup,
        indoors.shelves,
        indoors.table_from_above,
        indoors.workbench,
        outdoors.apartment_house,
        outdoors.bridge,
        outdoors.country_bus,
        outdoors.garden,
        outdoors.playing_field,
        outdoors.town_evening,
        outdoors.town_morning,
        symbols.hands,
        symbols.health,
        symbols.map_path,
        symbols.programs,
        symbols.series,
        symbols.voices,
    )
}


def draw(scene: str, key: str) -> bytes:
    """A JPEG of 1200 by 800 pixels."""
    canvas = Canvas(f"{scene}/{key}")
    SCENES[scene](canvas)
    return canvas.jpeg()
