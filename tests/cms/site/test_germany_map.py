import re

import pytest

from cms.site.germany_map import DATA, Label, Place, germany_map, project

STATE_CODES = ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"]
NUMBER = re.compile(r"-?\d+")


def _bounds_of(path: str) -> tuple[int, int, int, int]:
    """Follows the path's relative lines."""
    xs, ys = [], []
    for ring in path.strip("M").split("M"):
        start, steps = ring.rstrip("z").split("l")
        x, y = (int(number) for number in NUMBER.findall(start))
        numbers = [int(number) for number in NUMBER.findall(steps)]
        for dx, dy in [(0, 0), *zip(numbers[::2], numbers[1::2], strict=True)]:
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def test_states_are_the_sixteen_in_a_small_file():
    states = germany_map([]).states

    assert [state.code for state in states] == STATE_CODES
    assert DATA.stat().st_size < 15 * 1024


def test_states_stay_inside_the_picture():
    germany = germany_map([])
    _x, _y, width, height = (int(number) for number in germany.view_box.split())

    boxes = [_bounds_of(state.path) for state in germany.states]

    assert all(left >= 0 and top >= 0 and right <= width and bottom <= height for left, top, right, bottom in boxes)


@pytest.mark.parametrize(
    ("state", "longitude", "latitude"),
    [
        ("NW", 6.5623, 51.3331),  # Krefeld
        ("BW", 7.8522, 47.9959),  # Freiburg im Breisgau
        ("SL", 6.6386, 49.4430),  # Merzig
        ("BE", 13.4050, 52.5200),  # Berlin
        ("BY", 10.2168, 47.5136),  # Sonthofen, Landkreis Oberallgäu
    ],
)
def test_project_known_town_falls_into_its_state(state, longitude, latitude):
    x, y = project(longitude, latitude)

    left, top, right, bottom = _bounds_of(next(s.path for s in germany_map([]).states if s.code == state))

    assert left <= x <= right
    assert top <= y <= bottom


def test_germany_map_points_go_from_north_to_south_with_their_links():
    krefeld = Place("Krefeld", 6.5623, 51.3331, "/de/kommunen/krefeld/")
    freiburg = Place("Freiburg", 7.8522, 47.9959, "/de/kommunen/freiburg/")

    points = germany_map([freiburg, krefeld]).points

    assert [(point.name, point.url) for point in points] == [
        ("Krefeld", "/de/kommunen/krefeld/"),
        ("Freiburg", "/de/kommunen/freiburg/"),
    ]


def test_germany_map_crowded_labels_turn_aside_and_then_stay_away():
    crowd = [Place(f"Stadt {number}", 7.0, 51.5 + number / 1000) for number in range(8)]

    labels = [point.label for point in germany_map(crowd).points]

    assert len(labels) == 8
    assert any(label is None for label in labels)
    placed = [label for label in labels if label]
    assert len({(label.x, label.y) for label in placed}) == len(placed)


def test_germany_map_label_at_the_eastern_border_stands_to_the_left():
    point = germany_map([Place("Görlitz an der Neiße", 14.9872, 51.1526)]).points[0]

    assert point.label == Label(round(point.x - 16, 1), round(point.y + 8.3, 1), "end")


def test_germany_map_dots_say_how_many_and_the_largest_choose_their_label_first():
    small = Place("Klein", 7.0, 51.5, number=1)
    large = Place("Groß", 7.0, 51.51, number=9, radius=30)

    points = germany_map([small, large]).points

    assert [(point.name, point.radius, point.target) for point in points] == [("Groß 9", 30, 30), ("Klein 1", 10, 24)]
    assert points[0].label == Label(round(points[0].x + 36, 1), round(points[0].y + 8.3, 1), "start")


def test_germany_map_label_at_the_western_border_begins_with_its_dot():
    west = Place("Selfkant bei Isenbruch am Rhein", 5.9, 51.03)
    in_the_way = Place("Ort", 6.2, 51.03)

    label = next(point.label for point in germany_map([west, in_the_way]).points if point.name.startswith("Selfkant"))

    assert label is not None
    assert label.anchor == "start"
