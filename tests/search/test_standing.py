from search.engines.base import Hit
from search.retrieval import one_of_each_first
from tests.search.documents import document


def test_thread_and_meeting_are_one_answer_each():
    thread = {"place": "Sprache"}
    part = {"place": "Treffen in Kassel"}
    found = [
        (2.0, document("thread:1", "Kinder im Kurs", type="thread", **thread)),
        (1.95, document("post:2", "Kinder im Kurs", type="post", **thread)),
        (1.94, document("post:3", "Kinder im Kurs", type="post", **thread)),
        (1.93, document("post:4", "Etwas anderes", type="post", **thread)),
        (1.92, document("recommendation:5.a", "Ins selbe Haus", type="recommendation", **part)),
        (1.91, document("page:5", "Treffen in Kassel", type="meeting", place="Kassel")),
        (1.90, document("page:6", "Spielgruppe nebenan", place="Krefeld")),
        (1.89, document("page:7", "Spielgruppe im Hof", place="Krefeld")),
    ]
    ordered = one_of_each_first([(weight, Hit(each, 0.0)) for weight, each in found])
    assert [hit.document.id for hit in ordered] == [
        *("thread:1", "post:4", "recommendation:5.a", "page:6", "page:7"),
        *("post:2", "page:5", "post:3"),
    ]
