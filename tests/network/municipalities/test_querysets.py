import pytest

from network.municipalities.models import Municipality
from tests.factories.municipalities import KrefeldFactory, RegisterEntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    KrefeldFactory()
    RegisterEntryFactory(name="Gütersloh", official_name="Gütersloh, Stadt", ags="05754008", population=100_861)
    RegisterEntryFactory(name="Kreis Gütersloh", official_name="Gütersloh", ags="05754", population=364_938)
    RegisterEntryFactory(name="Weißenburg i.Bay.", official_name="Weißenburg i.Bay., GKSt", ags="09577177")
    RegisterEntryFactory(name="Neustadt am Rübenberge", ags="03241012", population=44_386)
    RegisterEntryFactory(name="Neustadt", official_name="Neustadt, Stadt", ags="06534014", population=9_635)
    RegisterEntryFactory(name="Dresden-Neustadt", official_name="", ags="14612999", population=1)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Krefeld", ["Krefeld"]),
        ("kref", ["Krefeld"]),
        ("guetersloh", ["Gütersloh", "Kreis Gütersloh"]),
        ("Kreis Gutersloh", ["Kreis Gütersloh"]),
        ("WEISSENBURG", ["Weißenburg i.Bay."]),
        ("Weißenburg i. Bay.", ["Weißenburg i.Bay."]),
        ("Neustadt", ["Neustadt", "Neustadt am Rübenberge", "Dresden-Neustadt"]),
        ("Rübenberge Neustadt", ["Neustadt am Rübenberge"]),
        ("05114000", ["Krefeld"]),
        ("05 754", ["Kreis Gütersloh", "Gütersloh"]),
        ("051140000000", ["Krefeld"]),
        ("Timbuktu", []),
        ("%", []),
        ("' OR 1=1 --", []),
    ],
)
def test_matching(places, asked, found):
    assert [place.name for place in Municipality.objects.matching(asked)] == found
