"""The schema says what the API does, problems included, and the page that shows it needs nothing from elsewhere."""

import re

import pytest
from django.test import Client

from tests.people import somebody


def operations(client: Client) -> dict[str, dict[str, object]]:
    schema = client.get("/api/v1/openapi.json").json()
    return {
        operation["operationId"]: operation | {"method": method}
        for methods in schema["paths"].values()
        for method, operation in methods.items()
    }


def test_it_is_openapi_3_1_with_one_way_in(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json")

    assert schema.json()["openapi"] == "3.1.0"
    assert "案件を作る" in schema.content.decode()
    assert schema.json()["components"]["securitySchemes"] == {"Bearer": {"type": "http", "scheme": "bearer"}}
    assert {"Problem", "Finding"} <= set(schema.json()["components"]["schemas"])


def test_every_operation_of_the_issue_is_there(client: Client) -> None:
    assert sorted(operations(client)) == sorted(
        "find_people read_myself read_person list_tickets read_ticket create_ticket reply note triage resolve "
        "list_articles read_article list_procedures read_procedure search".split()
    )


def test_every_operation_lists_its_problems(client: Client) -> None:
    reading, doing = {"401", "403", "404", "422", "429", "503"}, {"400", "409", "413"}
    for name, operation in operations(client).items():
        problems = {status for status in operation["responses"] if status >= "400"}  # type: ignore[attr-defined]
        assert problems == (reading if operation["method"] == "get" else reading | doing), name
        for status in problems:
            content = operation["responses"][status]["content"]  # type: ignore[index]
            assert content == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def test_every_act_may_carry_an_idempotency_key(client: Client) -> None:
    for name, operation in operations(client).items():
        headers = [each["name"] for each in operation["parameters"] if each["in"] == "header"]  # type: ignore[attr-defined]
        assert headers == (["Idempotency-Key"] if operation["method"] == "post" else []), name


def test_no_reference_points_nowhere(client: Client) -> None:
    text = client.get("/api/v1/openapi.json").content.decode()
    shapes = client.get("/api/v1/openapi.json").json()["components"]["schemas"]

    assert set(re.findall(r'"#/components/schemas/(\w+)"', text)) - set(shapes) == set()


@pytest.mark.django_db
def test_the_page_lists_every_operation_and_loads_nothing_from_elsewhere(client: Client) -> None:
    assert client.get("/api/v1/docs").status_code == 302
    client.force_login(somebody())

    page = client.get("/api/v1/docs").content.decode()

    assert [name for name in operations(client) if f'id="{name}"' not in page] == []
    assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"', page) == []
    assert "<style" not in page
