"""Scenes that stand for something one cannot photograph: ways, talk, figures, programs."""

import math

from network.demo.pictures.canvas import (
    ACCENTS,
    BLUE,
    CORAL,
    HEIGHT,
    INK,
    LEAF,
    MIST,
    OCHRE,
    PALE_LEAF,
    SAND,
    SKY,
    TEAL,
    WHITE,
    WIDTH,
    Canvas,
    mixed,
    shade,
    wave,
)


def map_path(canvas: Canvas) -> None:
    canvas.fade("#f5efe0", "#efe6d2")
    for _ in range(9):
        x, y = canvas.random.randint(0, WIDTH), canvas.random.randint(0, HEIGHT)
        canvas.ellipse(x, y, canvas.random.randint(70, 160), canvas.random.randint(50, 110), PALE_LEAF)
    for offset in range(0, WIDTH, 150):
        canvas.line([(offset, 0), (offset + canvas.random.randint(-90, 90), HEIGHT)], WHITE, 12)
    for offset in range(90, HEIGHT, 150):
        canvas.line([(0, offset), (WIDTH, offset + canvas.random.randint(-60, 60))], WHITE, 12)
    for _ in range(42):
        x, y = canvas.random.randint(20, 1150), canvas.random.randint(20, 760)
        canvas.box(x, y, canvas.random.randint(24, 56), canvas.random.randint(20, 44), mixed(SAND, INK, 0.16), radius=3)
    river = wave(canvas.random.randint(200, 300), 60, 180, canvas.random.uniform(0, 6))
    canvas.line(river, mixed(BLUE, SKY, 0.65), 46)
    base, phase = canvas.random.randint(460, 540), canvas.random.uniform(0, 6)
    path = [(x, base + 120 * math.sin(x / 210 + phase)) for x in range(90, 1120, 14)]
    for index in range(0, len(path) - 1, 2):
        canvas.line(path[index : index + 2], CORAL, 9)
    for number, index in enumerate((0, len(path) // 3, 2 * len(path) // 3, len(path) - 1)):
        _pin(canvas, *path[index], ACCENTS[number])


def _pin(canvas: Canvas, x: float, y: float, fill: str) -> None:
    canvas.ellipse(x + 6, y + 2, 24, 9, mixed(SAND, INK, 0.35))
    canvas.polygon([(x - 27, y - 66), (x + 27, y - 66), (x, y)], fill)
    canvas.circle(x, y - 76, 34, fill)
    canvas.circle(x, y - 76, 14, WHITE)


def voices(canvas: Canvas) -> None:
    canvas.fade(MIST, mixed(SKY, WHITE, 0.3))
    spots = [(230, 190), (620, 150), (980, 220), (330, 430), (760, 420), (1020, 560), (150, 630), (560, 660)]
    for number, (left, top) in enumerate(spots):
        x, y = left + canvas.random.randint(-36, 36), top + canvas.random.randint(-24, 24)
        width, height = canvas.random.randint(230, 300), canvas.random.randint(110, 150)
        colour = canvas.random.choice((*ACCENTS, WHITE))
        side = 1 if number % 2 else -1
        tip = [
            (x + side * 50, y + height / 2 - 6),
            (x + side * 96, y + height / 2 + 46),
            (x + side * 104, y + height / 2 - 10),
        ]
        canvas.polygon([(px + 5, py + 8) for px, py in tip], mixed(SKY, INK, 0.12))
        canvas.box(x - width / 2 + 5, y - height / 2 + 8, width, height, mixed(SKY, INK, 0.12), radius=34)
        canvas.polygon(tip, colour)
        canvas.box(x - width / 2, y - height / 2, width, height, colour, radius=34)
        canvas.writing(
            x,
            y,
            width - 90,
            canvas.random.randint(2, 4),
            0,
            mixed(INK, WHITE, 0.5) if colour == WHITE else mixed(WHITE, colour, 0.15),
        )


def series(canvas: Canvas) -> None:
    canvas.fade("#e6eef4", "#d3e0ea")
    canvas.sheet(600, 405, 1020, 660, canvas.random.uniform(-1.5, 1.5), WHITE)
    for row in range(6):
        canvas.line([(180, 170 + row * 92), (1040, 170 + row * 92)], mixed(SKY, WHITE, 0.4), 3)
    for number in range(3):
        value, points = canvas.random.randint(470, 590), []
        for step in range(11):
            points.append((190 + step * 83, value))
            value = min(620, max(170, value - canvas.random.randint(-18, 58)))
        colour = (BLUE, OCHRE, CORAL)[number]
        canvas.line(points, colour, 8)
        for x, y in points:
            canvas.circle(x, y, 11, WHITE)
            canvas.circle(x, y, 8, colour)
    canvas.line([(170, 140), (170, 650), (1060, 650)], INK, 6)


def programs(canvas: Canvas) -> None:
    canvas.fade("#dfeaf1", "#c7d9e5")
    canvas.box(150, 110, 700, 450, INK, radius=26)
    canvas.box(176, 136, 648, 398, WHITE, radius=8)
    canvas.polygon([(90, 560), (910, 560), (970, 640), (30, 640)], mixed(INK, SKY, 0.5))
    canvas.box(176, 136, 648, 56, BLUE, radius=8)
    canvas.writing(300, 164, 150, 1, 0, WHITE)
    for column in range(3):
        x = 204 + column * 204
        canvas.box(x, 222, 184, 120, mixed(canvas.random.choice(ACCENTS), WHITE, 0.55), radius=10)
        canvas.circle(x + 50, 282, 28, canvas.random.choice(ACCENTS))
        canvas.writing(x + 126, 282, 80, 3, 0, mixed(INK, WHITE, 0.4))
    canvas.writing(430, 430, 440, canvas.random.randint(5, 7), 0, mixed(INK, WHITE, 0.7))
    canvas.box(880, 260, 220, 430, INK, radius=34)
    canvas.box(896, 300, 188, 340, MIST, radius=8)
    for row in range(4):
        colour, left = canvas.random.choice(ACCENTS), 910 if row % 2 else 950
        canvas.box(left, 322 + row * 78, 120, 56, colour, radius=18)
        canvas.writing(left + 60, 350 + row * 78, 78, 2, 0, WHITE)
    canvas.circle(990, 666, 12, MIST)
    canvas.box(0, 690, WIDTH, 110, shade(SAND, 0.92))


def hands(canvas: Canvas) -> None:
    """A ring of people seen from far above, each linked with the next."""
    canvas.fade(mixed(PALE_LEAF, WHITE, 0.4), PALE_LEAF)
    canvas.circle(600, 400, 210, mixed(SAND, WHITE, 0.4))
    canvas.circle(600, 400, 120, mixed(SAND, OCHRE, 0.25))
    count, turn = canvas.random.randint(11, 15), canvas.random.uniform(0, 1)
    ring = [
        (600 + 300 * math.cos(turn + n * 2 * math.pi / count), 400 + 300 * math.sin(turn + n * 2 * math.pi / count))
        for n in range(count)
    ]
    canvas.line([*ring, ring[0]], mixed(INK, SAND, 0.55), 14)
    for number, (x, y) in enumerate(ring):
        canvas.circle(x + 5, y + 9, 46, mixed(LEAF, INK, 0.2))
        canvas.circle(x, y, 46, ACCENTS[number % 5])
        canvas.circle(x, y, 24, mixed(INK, SAND, canvas.random.uniform(0.05, 0.8)))
    for _ in range(14):
        x, y = canvas.random.choice((*range(20, 180, 30), *range(1020, 1190, 30))), canvas.random.randint(40, 760)
        canvas.circle(x + 4, y + 7, 36, mixed(LEAF, INK, 0.12))
        canvas.circle(x, y, 36, canvas.random.choice((LEAF, shade(LEAF, 0.9), mixed(LEAF, TEAL, 0.4))))


def health(canvas: Canvas) -> None:
    canvas.fade("#eaf3f1", "#d5e8e4")
    canvas.box(120, 130, 560, 500, WHITE, radius=18)
    canvas.box(120, 130, 560, 92, TEAL, radius=18)
    canvas.writing(300, 176, 220, 2, 0, WHITE)
    for row in range(4):
        canvas.circle(190, 290 + row * 88, 22, mixed(ACCENTS[row], WHITE, 0.2))
        canvas.writing(420, 290 + row * 88, 340, 2, 0, mixed(INK, WHITE, 0.6))
    canvas.circle(900, 300, 150, BLUE)
    canvas.box(870, 210, 60, 180, WHITE, radius=10)
    canvas.box(810, 270, 180, 60, WHITE, radius=10)
    canvas.box(0, 660, WIDTH, 140, mixed(TEAL, WHITE, 0.75))
    for number, x in enumerate((780, 890, 1010)):
        size = canvas.random.randint(170, 230) if number != 1 else canvas.random.randint(110, 140)
        canvas.person(
            x, 730, size, ACCENTS[(number + canvas.random.randint(0, 4)) % 5], mixed(INK, SAND, 0.2 + number * 0.25)
        )
