"""A sheet to draw on, twice as large as the picture, so that edges come out smooth when it is scaled down."""

import math
from collections.abc import Iterable, Sequence
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800
SCALE = 2

INK, BLUE, SKY, MIST = "#16324f", "#2f6690", "#bfd9ea", "#eef4f8"
TEAL, LEAF, PALE_LEAF = "#2f8077", "#7fae7a", "#cfe3c8"
SAND, OCHRE, CORAL, WHITE = "#f4e9d6", "#e2a63b", "#d4694d", "#ffffff"
ACCENTS = (BLUE, TEAL, OCHRE, CORAL, LEAF)

Point = tuple[float, float]


class Canvas:
    """Coordinates are those of the finished picture; `random` belongs to the picture and is seeded by its key."""

    def __init__(self, seed: str) -> None:
        # The same key draws the same picture; nothing secret depends on it.
        self.random = Random(seed)  # noqa: S311
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), MIST)
        self.draw = ImageDraw.Draw(self.image)

    def fade(self, top: str, bottom: str, start: float = 0, end: float = HEIGHT) -> None:
        """From one colour above to another below."""
        size = (WIDTH * SCALE, round((end - start) * SCALE))
        mask = Image.linear_gradient("L").resize(size)
        band = Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)
        self.image.paste(band, (0, round(start * SCALE)))

    def polygon(self, points: Iterable[Point], fill: str) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float = 4) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(scaled, fill=fill, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.circle(x, y, width / 2, fill)

    def circle(
        self, x: float, y: float, radius: float, fill: str | None, outline: str | None = None, width: float = 4
    ) -> None:
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.draw.ellipse(box, fill=fill, outline=outline, width=round(width * SCALE))

    def ellipse(self, x: float, y: float, across: float, down: float, fill: str) -> None:
        self.draw.ellipse(
            [(x - across) * SCALE, (y - down) * SCALE, (x + across) * SCALE, (y + down) * SCALE], fill=fill
        )

    def box(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self.draw.rounded_rectangle(corners, radius=radius * SCALE, fill=fill)

    def sheet(self, x: float, y: float, width: float, height: float, angle: float, fill: str) -> None:
        """A card that lies a little askew, with its shadow; x and y are its middle."""
        self.polygon(turned(x + 5, y + 8, width, height, angle), shade(fill, 0.82))
        self.polygon(turned(x, y, width, height, angle), fill)

    def writing(self, x: float, y: float, width: float, rows: int, angle: float, fill: str) -> None:
        """Lines that stand for text: nobody is meant to read them."""
        for row in range(rows):
            offset = (row - (rows - 1) / 2) * 18
            length = width * (1 if row < rows - 1 else 0.6)
            left, right = -width / 2, -width / 2 + length
            self.line([rotated(x, y, left, offset, angle), rotated(x, y, right, offset, angle)], fill, 5)

    def person(self, x: float, y: float, size: float, fill: str, head: str) -> None:
        """A figure without a face, standing on (x, y)."""
        self.box(x - size * 0.26, y - size * 0.72, size * 0.52, size * 0.72, fill, radius=size * 0.24)
        self.box(x - size * 0.26, y - size * 0.3, size * 0.52, size * 0.3, fill)
        self.circle(x, y - size * 0.86, size * 0.17, head)

    def tree(self, x: float, y: float, size: float, fill: str = LEAF) -> None:
        self.box(x - size * 0.05, y - size * 0.5, size * 0.1, size * 0.5, shade(SAND, 0.6))
        self.circle(x, y - size * 0.72, size * 0.3, fill)
        self.circle(x - size * 0.18, y - size * 0.55, size * 0.22, shade(fill, 0.93))
        self.circle(x + size * 0.19, y - size * 0.54, size * 0.2, shade(fill, 1.06))

    def cloud(self, x: float, y: float, size: float, fill: str = WHITE) -> None:
        for dx, dy, radius in ((-0.6, 0.06, 0.28), (-0.2, -0.12, 0.4), (0.25, -0.02, 0.34), (0.62, 0.1, 0.22)):
            self.circle(x + dx * size, y + dy * size, radius * size, fill)
        self.box(x - 0.84 * size, y + 0.06 * size, 1.64 * size, 0.28 * size, fill, radius=0.14 * size)

    def jpeg(self) -> bytes:
        picture = self.image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        buffer = BytesIO()
        picture.save(buffer, "JPEG", quality=86, optimize=True)
        return buffer.getvalue()


def rotated(x: float, y: float, dx: float, dy: float, angle: float) -> Point:
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x + dx * cosine - dy * sine, y + dx * sine + dy * cosine


def turned(x: float, y: float, width: float, height: float, angle: float) -> list[Point]:
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return [rotated(x, y, sx * width / 2, sy * height / 2, angle) for sx, sy in corners]


def shade(colour: str, factor: float) -> str:
    """Darker below 1, lighter above."""
    channels = (int(colour[index : index + 2], 16) for index in (1, 3, 5))
    return "#" + "".join(f"{min(255, round(channel * factor)):02x}" for channel in channels)


def mixed(first: str, second: str, share: float) -> str:
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in pairs)


def wave(base: float, height: float, length: float, phase: float) -> list[Point]:
    """A hilly line from the left edge to the right."""
    return [(x, base + height * math.sin(x / length + phase)) for x in range(0, WIDTH + 1, 12)]
