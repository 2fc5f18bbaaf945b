"""Scenes indoors: boards, tables, classrooms, workbenches, shelves."""

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
    SAND,
    SKY,
    TEAL,
    WHITE,
    WIDTH,
    Canvas,
    mixed,
    rotated,
    shade,
)

PAPER = ("#fff4c9", "#dcefe6", "#fbdcd0", "#dbe9f5", WHITE)
WOOD = "#d8b48a"


def pinboard(canvas: Canvas) -> None:
    canvas.fade(MIST, SKY)
    canvas.box(60, 50, 1080, 640, shade(WOOD, 0.8), radius=10)
    canvas.box(78, 68, 1044, 604, "#e7cfa9", radius=4)
    for _ in range(700):
        x, y = canvas.random.randint(84, 1116), canvas.random.randint(74, 664)
        canvas.circle(x, y, 2, canvas.random.choice(("#d9bd92", "#efdcbc")))
    for leg in (250, 930):
        canvas.polygon([(leg, 690), (leg + 22, 690), (leg + 40, HEIGHT), (leg + 12, HEIGHT)], shade(WOOD, 0.75))
    middles = []
    for column in range(5):
        colour = canvas.random.choice(PAPER)
        for row in range(canvas.random.randint(2, 4)):
            x = 180 + column * 210 + canvas.random.randint(-14, 14)
            y = 150 + row * 142 + canvas.random.randint(-10, 10)
            angle = canvas.random.uniform(-6, 6)
            canvas.sheet(x, y, 168, 104, angle, colour)
            canvas.writing(x, y + 12, 118, 3, angle, mixed(INK, colour, 0.35))
            canvas.circle(x, y - 42, 9, canvas.random.choice(ACCENTS))
            middles.append((x, y - 42))
    start, *rest = canvas.random.sample(middles, 4)
    for end in rest:
        canvas.line([start, end], CORAL, 4)


def table_from_above(canvas: Canvas) -> None:
    canvas.fade("#e9ded0", "#e3d4c1")
    for board in range(0, WIDTH, 120):
        canvas.line([(board, 0), (board, HEIGHT)], "#dccab4", 3)
    seats = canvas.random.randint(8, 11)
    turn = canvas.random.uniform(0, 0.6)
    for seat in range(seats):
        angle = turn + seat * 2 * math.pi / seats
        x, y = 600 + 345 * math.cos(angle), 400 + 345 * math.sin(angle)
        canvas.circle(x + 6, y + 10, 58, "#cbb79e")
        canvas.circle(x, y, 58, ACCENTS[seat % 5])
        canvas.circle(x, y, 30, mixed(INK, SAND, canvas.random.uniform(0.05, 0.75)))
    canvas.circle(606, 412, 280, "#c9b397")
    canvas.circle(600, 400, 280, WOOD)
    canvas.circle(600, 400, 266, mixed(WOOD, WHITE, 0.25))
    for seat in range(seats):
        angle = turn + seat * 2 * math.pi / seats
        x, y = 600 + 192 * math.cos(angle), 400 + 192 * math.sin(angle)
        degrees = math.degrees(angle) + 90 + canvas.random.uniform(-12, 12)
        canvas.sheet(x, y, 84, 108, degrees, canvas.random.choice(PAPER))
        canvas.writing(x, y, 56, 4, degrees, mixed(INK, WHITE, 0.55))
        cx, cy = rotated(x, y, 66, 10, degrees)
        canvas.circle(cx, cy, 19, WHITE)
        canvas.circle(cx, cy, 13, "#7a4f34")
    canvas.sheet(600, 400, 190, 140, canvas.random.uniform(-20, 20), WHITE)
    canvas.line([(540, 420), (580, 370), (620, 410), (668, 360)], CORAL, 6)


def cards_on_table(canvas: Canvas) -> None:
    canvas.fade(mixed(WOOD, WHITE, 0.35), mixed(WOOD, WHITE, 0.15))
    for y in range(60, HEIGHT, 130):
        canvas.line([(0, y), (WIDTH, y + canvas.random.randint(-8, 8))], mixed(WOOD, INK, 0.08), 3)
    for number in range(17):
        x, y = 110 + (number % 6) * 196, 130 + (number // 6) * 260
        x, y = x + canvas.random.randint(-26, 26), y + canvas.random.randint(-34, 34)
        angle, colour = canvas.random.uniform(-16, 16), canvas.random.choice(PAPER)
        canvas.sheet(x, y, 178, 118, angle, colour)
        canvas.writing(x, y, 128, canvas.random.randint(2, 4), angle, mixed(INK, colour, 0.4))
    for _ in range(3):
        x, y = canvas.random.randint(150, 1050), canvas.random.randint(120, 680)
        angle, colour = canvas.random.uniform(0, 180), canvas.random.choice(ACCENTS)
        start, end = rotated(x, y, -90, 0, angle), rotated(x, y, 90, 0, angle)
        canvas.line([start, end], shade(colour, 0.8), 24)
        canvas.line([rotated(x, y, 40, 0, angle), end], INK, 24)


def classroom(canvas: Canvas) -> None:
    canvas.fade("#fbf3e4", "#f4e6cf", end=600)
    canvas.box(0, 590, WIDTH, 210, mixed(WOOD, WHITE, 0.2))
    canvas.box(230, 80, 740, 320, shade(WOOD, 0.75), radius=8)
    canvas.box(246, 96, 708, 288, "#2d5a4c", radius=3)
    for row in range(4):
        y = 150 + row * 58
        for word in range(canvas.random.randint(2, 4)):
            x = 300 + word * 160
            canvas.line([(x, y), (x + canvas.random.randint(60, 122), y)], mixed(WHITE, "#2d5a4c", 0.2), 7)
    canvas.box(60, 110, 120, 200, SKY, radius=4)
    canvas.line([(120, 110), (120, 310)], WHITE, 6)
    canvas.line([(60, 210), (180, 210)], WHITE, 6)
    canvas.box(1020, 110, 130, 180, WHITE, radius=4)
    canvas.circle(1085, 185, 44, mixed(BLUE, SKY, 0.4))
    canvas.circle(1072, 175, 18, LEAF)
    canvas.person(1010, 560, 190, TEAL, mixed(SAND, CORAL, 0.6))
    for column in range(5):
        x = 110 + column * 245 + canvas.random.randint(-10, 10)
        canvas.person(
            x,
            740,
            170,
            ACCENTS[(column + canvas.random.randint(0, 4)) % 5],
            mixed(INK, SAND, canvas.random.uniform(0.05, 0.8)),
        )
        canvas.box(x - 96, 690, 192, 26, WOOD, radius=6)
        canvas.box(x - 82, 716, 14, 84, shade(WOOD, 0.8))
        canvas.box(x + 68, 716, 14, 84, shade(WOOD, 0.8))
        canvas.sheet(x + canvas.random.randint(-30, 30), 690, 62, 14, 0, WHITE)


def playgroup(canvas: Canvas) -> None:
    canvas.fade("#fdf3df", "#f8e7cc", end=520)
    canvas.box(0, 510, WIDTH, 290, mixed(WOOD, WHITE, 0.3))
    canvas.ellipse(600, 660, 430, 110, mixed(TEAL, WHITE, 0.55))
    canvas.ellipse(600, 660, 350, 84, mixed(TEAL, WHITE, 0.7))
    for flag in range(12):
        x = 40 + flag * 100
        sag = 60 + 40 * math.sin(math.pi * flag / 11)
        canvas.polygon([(x, sag), (x + 64, sag + 4), (x + 32, sag + 70)], ACCENTS[flag % 5])
    canvas.box(80, 250, 190, 260, WHITE, radius=8)
    for shelf in range(3):
        for toy in range(3):
            x, y = 98 + toy * 56, 272 + shelf * 80
            canvas.box(x, y, 44, 52, canvas.random.choice(ACCENTS), radius=canvas.random.choice((4, 22)))
    canvas.box(900, 190, 220, 320, mixed(BLUE, SKY, 0.5), radius=8)
    canvas.circle(1086, 360, 10, WHITE)
    for number in range(6):
        x, y = 300 + number * 105, 640 + canvas.random.randint(-30, 40)
        canvas.person(
            x,
            y,
            canvas.random.randint(96, 120),
            ACCENTS[(number * 2) % 5],
            mixed(INK, SAND, canvas.random.uniform(0.1, 0.85)),
        )
    canvas.person(870, 650, 210, BLUE, mixed(SAND, CORAL, 0.5))
    for number in range(7):
        x, y = canvas.random.randint(350, 800), canvas.random.randint(700, 745)
        canvas.box(x, y, 36, 36, ACCENTS[number % 5], radius=5)


def workbench(canvas: Canvas) -> None:
    canvas.fade("#dfe8ee", "#cddbe5", end=560)
    canvas.box(90, 60, 1020, 330, mixed(BLUE, WHITE, 0.6), radius=8)
    for number in range(7):
        x = 170 + number * 142
        colour = ACCENTS[number % 5]
        length = canvas.random.randint(130, 210)
        canvas.circle(x, 100, 8, INK)
        canvas.box(x - 11, 110, 22, length, shade(SAND, 0.7), radius=10)
        head = canvas.random.choice(("hammer", "wrench", "saw"))
        if head == "hammer":
            canvas.box(x - 46, 108 + length - 20, 92, 38, colour, radius=8)
        elif head == "wrench":
            canvas.circle(x, 110 + length, 34, colour)
            canvas.circle(x, 122 + length, 16, mixed(BLUE, WHITE, 0.6))
        else:
            canvas.polygon([(x - 16, 140), (x + 58, 160), (x + 16, 110 + length + 20), (x - 16, 110 + length)], colour)
    canvas.box(40, 540, 1120, 50, WOOD, radius=6)
    canvas.box(90, 590, 46, 210, shade(WOOD, 0.82))
    canvas.box(1064, 590, 46, 210, shade(WOOD, 0.82))
    canvas.person(430, 548, 230, TEAL, mixed(INK, SAND, 0.3))
    canvas.person(690, 548, 250, CORAL, mixed(SAND, CORAL, 0.5))
    _gear(canvas, canvas.random.randint(860, 960), 470, 64, INK)
    _gear(canvas, canvas.random.randint(1010, 1060), 500, 40, OCHRE)
    canvas.sheet(230, 532, 190, 26, 0, WHITE)


def _gear(canvas: Canvas, x: float, y: float, radius: float, fill: str) -> None:
    for tooth in range(10):
        angle = tooth * 36
        tx, ty = rotated(x, y, radius, 0, angle)
        canvas.sheet(tx, ty, radius * 0.36, radius * 0.36, angle, fill)
    canvas.circle(x, y, radius, fill)
    canvas.circle(x, y, radius * 0.42, MIST)


def shelves(canvas: Canvas) -> None:
    canvas.fade("#f4ead9", "#ead9bf")
    for shelf in range(3):
        base = 250 + shelf * 220
        x = 70.0
        while x < 1080:
            width, height = canvas.random.randint(26, 58), canvas.random.randint(120, 176)
            colour = canvas.random.choice((*ACCENTS, INK, SKY, SAND))
            canvas.box(x, base - height, width, height, colour, radius=3)
            canvas.box(x, base - height + 22, width, 8, mixed(colour, WHITE, 0.6))
            x += width + 3
            if canvas.random.random() < 0.06:
                x += 70
        canvas.box(40, base, 1120, 22, shade(WOOD, 0.85), radius=4)
    canvas.box(0, 740, WIDTH, 60, mixed(WOOD, INK, 0.15))
    for number, x in enumerate(canvas.random.sample(range(150, 1050, 90), 3)):
        canvas.person(x, 770, canvas.random.randint(190, 230), ACCENTS[number], mixed(INK, SAND, 0.15 + number * 0.3))


def counter(canvas: Canvas) -> None:
    canvas.fade("#eef4f8", "#dde8ef")
    for number, colour in enumerate((BLUE, TEAL, OCHRE)):
        x = 110 + number * 340
        canvas.box(x, 90, 300, 84, colour, radius=10)
        canvas.writing(x + 150, 132, 170, 2, 0, WHITE)
        canvas.person(x + 150, 520, 250, shade(colour, 0.85), mixed(INK, SAND, canvas.random.uniform(0.15, 0.8)))
    canvas.box(60, 430, 1080, 34, WOOD, radius=8)
    canvas.box(80, 464, 1040, 190, mixed(WOOD, WHITE, 0.4))
    for x in (420, 760):
        canvas.box(x, 464, 6, 190, shade(WOOD, 0.9))
    canvas.box(0, 650, WIDTH, 150, "#cfdbe3")
    for number, x in enumerate(sorted(canvas.random.sample(range(160, 1050, 120), 4))):
        canvas.person(
            x, 770, canvas.random.randint(180, 236), ACCENTS[number], mixed(INK, SAND, canvas.random.uniform(0.05, 0.8))
        )
    canvas.sheet(560, 424, 90, 16, 0, WHITE)
