"""Scenes out of doors: towns, country, a house, a garden, a playing field."""

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

WALLS = ("#f7efe2", "#f3d9c4", "#e9e3d8", "#dbe7ee", "#f0e0b8")
ROOFS = (CORAL, "#b9583f", INK, BLUE, "#8a4b3a")


def _hill(canvas: Canvas, base: float, height: float, length: float, fill: str) -> None:
    canvas.polygon([*wave(base, height, length, canvas.random.uniform(0, 6)), (WIDTH, HEIGHT), (0, HEIGHT)], fill)


def _windows(canvas: Canvas, x: float, y: float, width: float, height: float, lit: str, dark: str) -> None:
    columns, rows = max(2, int(width // 44)), max(1, int(height // 62))
    for column in range(columns):
        for row in range(rows):
            left = x + (column + 0.5) * width / columns - 10
            top = y + 18 + row * (height - 20) / rows
            canvas.box(left, top, 20, 30, lit if canvas.random.random() < 0.4 else dark, radius=2)


def _house(canvas: Canvas, x: float, base: float, width: float, height: float, lit: str) -> None:
    wall, roof = canvas.random.choice(WALLS), canvas.random.choice(ROOFS)
    canvas.box(x, base - height, width, height, wall)
    canvas.box(x + width * 0.86, base - height, width * 0.14, height, shade(wall, 0.94))
    peak = canvas.random.uniform(0.4, 0.62) * width
    canvas.polygon(
        [(x - 8, base - height), (x + width / 2, base - height - peak), (x + width + 8, base - height)], roof
    )
    _windows(canvas, x, base - height, width, height, lit, mixed(INK, BLUE, 0.5))


def _row_of_houses(canvas: Canvas, base: float, lit: str) -> None:
    x = -30.0
    while x < WIDTH:
        width = canvas.random.choice((92, 108, 124, 140))
        _house(canvas, x, base, width, canvas.random.choice((130, 165, 200, 235)), lit)
        x += width + canvas.random.choice((6, 6, 14, 26))


def _tower(canvas: Canvas, x: float, base: float) -> None:
    canvas.box(x, base - 330, 74, 330, mixed(INK, SKY, 0.45))
    canvas.polygon([(x - 8, base - 330), (x + 37, base - 470), (x + 82, base - 330)], TEAL)
    canvas.circle(x + 37, base - 285, 20, WHITE)
    canvas.line([(x + 37, base - 285), (x + 37, base - 299)], INK, 3)
    canvas.line([(x + 37, base - 285), (x + 47, base - 281)], INK, 3)


def _town(canvas: Canvas, sky: tuple[str, str], sun: str, lit: str) -> None:
    canvas.fade(*sky)
    canvas.circle(canvas.random.randint(150, 1050), canvas.random.randint(130, 230), 66, sun)
    for _ in range(3):
        x, y = canvas.random.randint(60, 1140), canvas.random.randint(90, 260)
        canvas.cloud(x, y, canvas.random.randint(60, 110), mixed(WHITE, sky[0], 0.25))
    _hill(canvas, 470, 34, 190, mixed(LEAF, sky[1], 0.55))
    _hill(canvas, 530, 26, 140, mixed(LEAF, sky[1], 0.3))
    _tower(canvas, canvas.random.randint(220, 880), 650)
    _row_of_houses(canvas, 672, lit)
    canvas.box(0, 668, WIDTH, 132, mixed(SAND, INK, 0.08))
    canvas.box(0, 668, WIDTH, 10, mixed(SAND, INK, 0.25))
    for x in range(canvas.random.randint(40, 120), WIDTH, canvas.random.randint(190, 250)):
        canvas.tree(x, 712, canvas.random.randint(120, 165))
    for number in range(canvas.random.randint(3, 5)):
        x = canvas.random.randint(80, 1120)
        canvas.person(x, 752, 84, ACCENTS[number], mixed(SAND, CORAL, canvas.random.uniform(0.2, 0.7)))


def town_morning(canvas: Canvas) -> None:
    _town(canvas, (SKY, "#f8f3e6"), "#f6d58c", "#f6d58c")


def town_evening(canvas: Canvas) -> None:
    _town(canvas, ("#27496d", "#e9b890"), "#f4dcb1", "#ffe3a0")


def country_bus(canvas: Canvas) -> None:
    canvas.fade(SKY, "#fbf6ea", end=560)
    canvas.circle(canvas.random.randint(180, 1000), 150, 58, "#f6d58c")
    peaks = [(0, 420)]
    for x in range(90, WIDTH + 120, 120):
        peaks.append((x, canvas.random.randint(215, 330) if len(peaks) % 2 else canvas.random.randint(350, 410)))
    canvas.polygon([*peaks, (WIDTH, HEIGHT), (0, HEIGHT)], mixed(BLUE, SKY, 0.55))
    _hill(canvas, 470, 40, 170, mixed(LEAF, SKY, 0.25))
    _hill(canvas, 560, 30, 220, LEAF)
    canvas.polygon([(0, 690), (WIDTH, 640), (WIDTH, 716), (0, 776)], "#8b95a1")
    for x in range(20, WIDTH, 130):
        canvas.polygon(
            [(x, 732 - x * 0.045), (x + 64, 729 - x * 0.045), (x + 64, 736 - x * 0.045), (x, 739 - x * 0.045)], WHITE
        )
    x, y = canvas.random.randint(330, 640), 508
    canvas.box(x, y, 330, 160, CORAL, radius=22)
    canvas.box(x, y + 96, 330, 22, WHITE)
    for number in range(5):
        canvas.box(x + 18 + number * 62, y + 22, 50, 56, mixed(SKY, WHITE, 0.4), radius=8)
    for wheel in (x + 72, x + 258):
        canvas.circle(wheel, y + 164, 30, INK)
        canvas.circle(wheel, y + 164, 13, MIST)
    canvas.box(1010, 470, 10, 210, INK)
    canvas.circle(1015, 452, 36, OCHRE)
    canvas.box(996, 446, 38, 12, WHITE, radius=5)
    canvas.person(950, 706, 100, TEAL, mixed(SAND, CORAL, 0.5))
    canvas.person(1075, 702, 74, BLUE, mixed(SAND, CORAL, 0.3))
    for tree in (90, 205, 300):
        canvas.tree(tree, 652, canvas.random.randint(110, 150), shade(LEAF, 0.9))


def apartment_house(canvas: Canvas) -> None:
    canvas.fade("#dcebf3", MIST)
    canvas.cloud(canvas.random.randint(120, 300), 130, 80)
    canvas.cloud(canvas.random.randint(880, 1080), 190, 70)
    canvas.box(190, 110, 820, 590, WALLS[canvas.random.randint(0, 4)])
    canvas.box(170, 92, 860, 26, BLUE, radius=6)
    for row in range(4):
        for column in range(6):
            x, y = 232 + column * 126, 150 + row * 134
            if row == 3 and column in (2, 3):
                continue
            canvas.box(x, y, 92, 88, INK, radius=4)
            canvas.box(
                x + 6, y + 6, 80, 76, canvas.random.choice((SKY, SKY, "#ffe3a0", mixed(BLUE, SKY, 0.5))), radius=2
            )
            if canvas.random.random() < 0.4:
                canvas.box(x - 6, y + 84, 104, 12, shade(SAND, 0.75))
                for flower in range(4):
                    canvas.circle(x + 10 + flower * 24, y + 80, 10, canvas.random.choice((CORAL, OCHRE, LEAF)))
            elif canvas.random.random() < 0.35:
                canvas.circle(x + 46, y + 44, 15, mixed(SAND, CORAL, 0.5))
                canvas.box(x + 24, y + 56, 44, 26, canvas.random.choice(ACCENTS), radius=10)
    canvas.box(486, 556, 228, 144, TEAL, radius=6)
    canvas.line([(600, 560), (600, 700)], MIST, 5)
    canvas.box(0, 698, WIDTH, 102, PALE_LEAF)
    canvas.polygon([(510, 698), (690, 698), (760, 800), (440, 800)], SAND)
    for x in (80, 150, 1060, 1140):
        canvas.tree(x, 730, canvas.random.randint(150, 210))
    for number, x in enumerate((330, 415, 820)):
        canvas.person(
            x, 772, canvas.random.randint(84, 120), ACCENTS[number + 1], mixed(SAND, CORAL, 0.2 + number * 0.25)
        )


def bridge(canvas: Canvas) -> None:
    canvas.fade("#dcebf3", "#fbf6ea", end=480)
    canvas.circle(canvas.random.randint(200, 1000), 160, 60, "#f6d58c")
    _hill(canvas, 400, 30, 170, mixed(LEAF, SKY, 0.5))
    canvas.box(0, 470, WIDTH, 330, mixed(BLUE, SKY, 0.55))
    for _ in range(46):
        x, y = canvas.random.randint(0, WIDTH), canvas.random.randint(500, 780)
        canvas.line([(x, y), (x + canvas.random.randint(30, 110), y)], mixed(BLUE, SKY, 0.75), 4)
    canvas.box(-20, 380, WIDTH + 40, 70, "#c9a27d")
    canvas.box(-20, 372, WIDTH + 40, 12, "#a57f5c")
    for x in (150, 450, 750, 1050):
        canvas.box(x - 34, 440, 68, 200, "#b8916c")
        canvas.ellipse(x + 150, 520, 116, 86, mixed(BLUE, SKY, 0.55))
    canvas.box(-20, 440, WIDTH + 40, 22, "#b8916c")
    xs = sorted(canvas.random.sample(range(120, 1080, 80), 6))
    for number, x in enumerate(xs):
        canvas.person(
            x, 376, canvas.random.randint(92, 126), ACCENTS[number % 5], mixed(SAND, CORAL, 0.15 + number * 0.12)
        )
    canvas.polygon([(0, 590), (130, 640), (180, 800), (0, 800)], LEAF)
    canvas.polygon([(WIDTH, 570), (1060, 640), (1010, 800), (WIDTH, 800)], LEAF)


def playing_field(canvas: Canvas) -> None:
    for stripe in range(8):
        canvas.box(stripe * 150, 0, 150, HEIGHT, LEAF if stripe % 2 else shade(LEAF, 0.94))
    canvas.box(60, 60, 1080, 680, WHITE)
    for stripe in range(8):
        left, right = max(66, stripe * 150), min(1134, stripe * 150 + 150)
        canvas.box(left, 66, right - left, 668, LEAF if stripe % 2 else shade(LEAF, 0.94))
    canvas.line([(600, 66), (600, 734)], WHITE, 6)
    canvas.circle(600, 400, 110, None, WHITE, 6)
    for x in (66, 964):
        canvas.line([(x, 240), (x + 170, 240), (x + 170, 560), (x, 560), (x, 240)], WHITE, 6)
    for number in range(14):
        x, y = canvas.random.randint(140, 1060), canvas.random.randint(130, 670)
        shirt = CORAL if number % 2 else BLUE
        canvas.ellipse(x + 5, y + 9, 34, 20, shade(LEAF, 0.78))
        canvas.ellipse(x, y, 34, 20, shirt)
        canvas.circle(x, y, 15, mixed(INK, SAND, canvas.random.uniform(0.1, 0.8)))
    x, y = canvas.random.randint(450, 750), canvas.random.randint(260, 540)
    canvas.circle(x + 3, y + 5, 15, shade(LEAF, 0.75))
    canvas.circle(x, y, 15, WHITE)
    canvas.circle(x, y, 6, INK)


def garden(canvas: Canvas) -> None:
    canvas.fade(PALE_LEAF, mixed(PALE_LEAF, LEAF, 0.35))
    for column in range(4):
        for row in range(2):
            x, y = 90 + column * 268, 110 + row * 320
            canvas.box(x, y, 216, 250, "#a57f5c", radius=10)
            canvas.box(x + 10, y + 10, 196, 230, "#6b5140", radius=6)
            crop = canvas.random.choice((LEAF, TEAL, OCHRE, CORAL))
            for line in range(4):
                for plant in range(3):
                    px, py = x + 46 + plant * 62, y + 42 + line * 54
                    canvas.circle(
                        px, py, canvas.random.randint(15, 23), mixed(LEAF, TEAL, canvas.random.random() * 0.5)
                    )
                    canvas.circle(px + 3, py - 2, 9, crop)
    for number in range(5):
        x, y = canvas.random.choice((60, 332, 600, 868, 1140)), canvas.random.randint(120, 700)
        canvas.ellipse(x + 4, y + 8, 34, 24, mixed(LEAF, INK, 0.25))
        canvas.ellipse(x, y, 34, 24, ACCENTS[number])
        canvas.circle(x, y, 19, mixed(SAND, OCHRE, 0.55))
        canvas.circle(x, y, 10, mixed(SAND, OCHRE, 0.85))
