"""Pages and lists: what the server says of results and scenarios, and that nothing inline is needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.serve.conftest import SECRET, result


def test_results_are_listed_with_what_they_hold(client: TestClient) -> None:
    """A folder without a mark and a link to elsewhere are no results."""
    listed = {one["name"]: one for one in client.get("/api/results").json()}
    assert sorted(listed) == ["a-1-5", "b-1-5", "links-inside"]
    one = listed["a-1-5"]
    assert (one["title"], one["arrangements"], one["runs"], one["seed"]) == (
        "A border: two commands", ["national", "unified"], 5, 9,
    )  # fmt: skip
    assert (one["what"], one["whole"]) == ("compare", True)
    assert (one["report"], one["view"], one["explore"]) == (True, True, False)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one["made"])
    assert listed["b-1-5"]["explore"] is True
    assert listed["links-inside"]["report"] is False  # it is a link


def test_a_new_result_of_a_name_takes_the_place_of_the_old(client: TestClient, folder: Path) -> None:
    """What is kept of a result goes with it."""
    assert client.get("/api/results").json()[0]["runs"] == 5
    import os
    import shutil

    shutil.rmtree(folder / "a-1-5")
    again = result(folder, "a-1-5", runs=7)
    os.utime(again / "skypact.json", ns=(1, 2 * 10**18))
    found = client.get("/api/results").json()
    assert (found[0]["name"], found[0]["runs"]) == ("a-1-5", 7)


@pytest.mark.parametrize("more", [{"dated": {}}, {"level": "track"}])
def test_what_cannot_be_played_again_has_no_viewer(client: TestClient, folder: Path, more: dict[str, object]) -> None:
    """Comparisons of dates and runs that stop early hold no whole worlds."""
    result(folder, "c", **more)
    assert {one["name"]: one["view"] for one in client.get("/api/results").json()}["c"] is False
    assert client.get("/view/c").status_code == 404
    assert client.get("/api/results/c/viewer").status_code == 404
    (folder / "c" / "viewer.html").write_text('<script id="skypact-data">U0tZVg==</script>')  # made by the study itself
    assert client.get("/view/c").status_code == 200
    assert client.get("/api/results/c/viewer").content == b"SKYV"


def test_a_folder_that_is_not_there_is_empty(client: TestClient, folder: Path) -> None:
    """The server may be started before the first result."""
    import shutil

    shutil.rmtree(folder)
    assert client.get("/api/results").json() == []


@pytest.mark.parametrize(("path", "app"), [("/", "home"), ("/view/a-1-5", "viewer"),
                                           ("/explore/b-1-5", "explorer"), ("/edit", "editor"),
                                           ("/edit?scenario=2016-05-border", "editor")])  # fmt: skip
def test_pages_need_nothing_inline(client: TestClient, path: str, app: str) -> None:
    """Scripts and styles come by address, as the policy wants it."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'<script src="/web/{app}.js">' in answer.text
    assert f'href="/web/{app}.css"' in answer.text
    inline = re.findall(r"<script(?![^>]*(?:src=|application/octet-stream))", answer.text)
    assert (inline, re.findall(r"<style|style=|\son\w+=", answer.text)) == ([], [])
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_the_viewer_is_told_where_its_data_are(client: TestClient) -> None:
    """The address in the page answers with the container."""
    address = re.findall(r'data-address="([^"]+)"', client.get("/view/a-1-5").text)
    assert address == ["/api/results/a-1-5/viewer"]
    assert client.get(address[0]).content == b"SKYV a-1-5 None"
    assert client.get(address[0] + "?runs=3,1,3").content == b"SKYV a-1-5 (1, 3)"


@pytest.mark.parametrize(("runs", "status"), [("5", 404), ("-1", 400), ("a", 400), ("1,", 400), ("²", 400),
                                              (",".join("012345678"), 400), ("9" * 30, 400)])  # fmt: skip
def test_runs_that_are_not_there(client: TestClient, runs: str, status: int) -> None:
    """A result of five runs has 0 to 4, and nobody asks for many at once."""
    answer = client.get("/api/results/a-1-5/viewer", params={"runs": runs})
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_the_explorer_gets_data_and_no_foreign_script(client: TestClient) -> None:
    """Of the page in the folder only the data are taken."""
    assert client.get("/api/results/b-1-5/explorer").content == b"SKYVdata"
    assert "evil" not in client.get("/explore/b-1-5").text
    assert client.get("/explore/a-1-5").status_code == 404


def test_the_report_may_run_no_script(client: TestClient) -> None:
    """It has its style inside, and nothing else is allowed to it."""
    answer = client.get("/report/a-1-5")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_links_are_not_followed(client: TestClient) -> None:
    """Neither a result that is a link nor a link within one."""
    for path in ("/report/linked", "/report/links-inside", "/api/results/linked/result", "/report/not-a-result",
                 "/api/results/links-inside/viewer", "/view/linked"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code in (403, 404), path
        assert SECRET not in answer.text


def test_scenarios_come_as_they_were_written(client: TestClient) -> None:
    """Comments are kept; the list says what each asks."""
    root = Path(__file__).resolve().parents[2] / "scenarios"
    text = client.get("/api/scenarios/2016-05-border")
    assert text.text == (root / "2016-05-border.yaml").read_text(encoding="utf-8")
    assert text.headers["content-type"].startswith("text/yaml")
    listed = {one["name"]: one for one in client.get("/api/scenarios").json()}
    assert set(listed) >= {path.stem for path in root.glob("*.yaml")}
    border = listed["2016-05-border"]
    assert (border["title"], border["date"], border["template"]) == (
        "Border violation, May 2016: who commands?", "2016-05-06", False,
    )  # fmt: skip
    assert border["question"].startswith("The same forces, the same 24 intruders")
    assert all(one["title"] and one["date"] for one in listed.values())


def test_schema_and_catalogue(client: TestClient) -> None:
    """What forms are made from."""
    assert "properties" in client.get("/api/schema").json()
    offered = client.get("/api/catalogue").json()
    assert {"name": "36D6", "title": "36D6 (ST-68U), three-dimensional"} in offered["sensors"]
    assert {"Buk-M1"} <= {one["name"] for one in offered["weapons"]}
    assert all(-90 <= one["lat"] <= 90 and -180 <= one["lon"] <= 180 for one in offered["places"])
    assert {"crafts", "jammers"} <= set(offered)


def test_errors_are_json_for_programs_and_pages_for_people(client: TestClient) -> None:
    """Each says what is wrong."""
    answer = client.get("/api/results/none/result")
    assert (answer.status_code, answer.json()) == (
        404, {"error": {"message": "there is no result of this name", "faults": []}},
    )  # fmt: skip
    shown = client.get("/view/none")
    assert shown.status_code == 404
    assert "there is no result of this name" in shown.text
    assert shown.headers["content-type"].startswith("text/html")
    assert client.post("/").status_code == 405
    assert client.get("/web/../app.py").status_code == 404
    assert client.get("/web/%2e%2e%2fapp.py").status_code == 404


def test_a_report_leads_on_to_the_viewer(client: TestClient) -> None:
    """Its links are those of the file: viewer.html beside it. A browser keeps the moment over the redirect."""
    assert client.get("/report/a-1-5").url.path == "/report/a-1-5/"
    assert client.get("/report/a-1-5").status_code == 200
    assert client.get("/report/a-1-5/viewer.html", follow_redirects=False).headers["location"] == "/view/a-1-5"
    assert client.get("/report/none/").status_code == 404
