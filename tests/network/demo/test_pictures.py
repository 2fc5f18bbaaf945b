from io import BytesIO

import pytest
from PIL import Image

from network.demo.data import read
from network.demo.pictures import SCENES, draw


@pytest.mark.parametrize("scene", SCENES)
def test_draw_gives_a_calm_picture_of_the_right_size(scene: str):
    picture = Image.open(BytesIO(draw(scene, "probe")))
    colours = picture.resize((60, 40)).convert("L").getextrema()
    assert (picture.format, picture.size) == ("JPEG", (1200, 800))
    assert colours[1] - colours[0] > 60, "nothing is to be seen"


def test_draw_same_key_same_picture():
    assert draw("pinboard", "a") == draw("pinboard", "a")


def test_draw_no_two_pictures_of_the_demo_are_alike():
    by_scene: dict[str, list[str]] = {}
    for key, scene in read("pictures")["pictures"].items():
        by_scene.setdefault(scene, []).append(key)
    for scene, keys in by_scene.items():
        assert len({draw(scene, key) for key in keys}) == len(keys), scene
