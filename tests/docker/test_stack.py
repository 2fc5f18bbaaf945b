"""What can be said of the production stack without an engine to run it on."""

import re
from typing import Any

import pytest
import yaml

from tests.architecture.tree import ROOT, text_of

COMPOSE = "docker/compose.yml"
# These end or wait; the others answer, so that a supervisor can ask them.
WITHOUT_HEALTH = {"migrate", "worker"}


@pytest.fixture(scope="module")
def stack() -> dict[str, Any]:
    return yaml.safe_load(text_of(COMPOSE))


def test_stack_has_the_services_of_the_design(stack):
    services = {"proxy", "migrate", "web", "live", "worker", "postgres", "redis", "elasticsearch", "mail"}

    assert set(stack["services"]) == services


def test_every_service_that_answers_has_a_health_check(stack):
    without = {name for name, service in stack["services"].items() if "healthcheck" not in service}

    assert without == WITHOUT_HEALTH


def test_every_variable_of_the_stack_is_in_its_example():
    used = set(re.findall(r"\$\{([A-Z_]+)", text_of(COMPOSE)))
    documented = set(re.findall(r"^#? ?([A-Z_]+)=", text_of("docker/env.example"), re.MULTILINE))

    assert used - documented == set()


def test_images_are_pinned_to_a_version(stack):
    images = {service["image"] for service in stack["services"].values() if not service["image"].startswith("lernnetz")}

    assert [image for image in images if not re.search(r":v?\d+(\.\d+)*(-[a-z]+)?$", image)] == []


def test_proxy_speaks_to_services_of_the_stack(stack):
    upstreams = set(re.findall(r"server (\w+):8000;", text_of("docker/nginx/default.conf.template")))

    assert upstreams == {"web", "live"} & set(stack["services"])


def test_image_copies_what_exists():
    copied = [
        source
        for line in text_of("docker/Dockerfile").splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    ]

    assert [source for source in copied if not (ROOT / source).exists()] == []


def test_image_does_not_run_as_root():
    users = re.findall(r"^USER (\w+)$", text_of("docker/Dockerfile"), re.MULTILINE)

    assert users == ["lernnetz"]
