from typing import TYPE_CHECKING, Any

from cms.basepage.structured_data import thing

if TYPE_CHECKING:
    from cms.handbook.models import FormatPage


def format_data(page: "FormatPage") -> dict[str, Any]:
    """A way to run something, step by step, is what schema.org calls a HowTo."""
    return thing(
        "HowTo",
        name=page.title,
        description=page.summary,
        inLanguage=page.content_language,
        supply=[thing("HowToSupply", name=item) for item in page.material_list],
        step=[
            thing(
                "HowToStep", position=number, name=step.value["title"], text=step.value["text"] or step.value["title"]
            )
            for number, step in enumerate(page.steps, start=1)
        ],
    )
