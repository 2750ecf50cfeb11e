"""Apply an arrangement, a choice, a rival account, settings and rival value sets to a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from skypact.core.errors import Fault, InputFaults, nearest
from skypact.load.checks.references import ways
from skypact.load.overlay.presence import brought, only, present
from skypact.load.overlay.quantities import PathError, each_replaced, is_constant, quantities, with_named
from skypact.load.resolve import sorted_links
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario


def arrange(scenario: Scenario, name: str) -> Scenario:
    """Return the scenario under one arrangement, its overlays spent; "" is the scenario as written.

    What is there only under some choice is not there, nor are intruders of an account that was not applied.
    """
    return only(_laid(present(scenario, ""), name))


def choose(scenario: Scenario, name: str, arrangement: str | None = None) -> Scenario:
    """Return the scenario under one choice: its forces, crews and values, then its arrangement (or another one)."""
    choice = scenario.choices.get(name)
    if choice is None:
        raise _refusal(scenario, "choices", f"unknown choice '{name}'", nearest(name, scenario.choices))
    made = present(with_values(scenario, choice.set, origin=f"{scenario.id}: choice {name}"), name)
    crewed = {
        section: _moved(getattr(made, section), "crew", choice.crew) for section in ("posts", "batteries", "fighters")
    }
    made = made.model_copy(update=crewed)
    return only(_laid(made, choice.arrangement if arrangement is None else arrangement))


def _laid(scenario: Scenario, name: str) -> Scenario:
    if not name:
        return scenario.model_copy(update={"arrangements": {}})
    overlay = scenario.arrangements.get(name)
    if overlay is None:
        raise _refusal(scenario, "arrangements", f"unknown arrangement '{name}'", nearest(name, scenario.arrangements))
    dropped = {(pair[0], pair[1]) for pair in overlay.links_drop}
    kept = [link for link in scenario.links if not ways(link) & dropped]
    return scenario.model_copy(update={
        "arrangements": {},
        "links": sorted_links([*kept, *overlay.links_add]),
        "rights": overlay.rights or scenario.rights,
        "autonomy": overlay.autonomy if overlay.autonomy is not None else scenario.autonomy,
        "posts": _moved(scenario.posts, "doctrine", overlay.doctrine),
        "sensors": _moved(scenario.sensors, "reports_to", overlay.reports_to),
        "airborne": _moved(scenario.airborne, "reports_to", overlay.reports_to),
        "batteries": _moved(scenario.batteries, "commander", overlay.commander),
        "fighters": _moved(scenario.fighters, "commander", overlay.commander),
    })


def hypothesis(scenario: Scenario, name: str) -> Scenario:
    """Return the scenario as a rival account has it, its intruders there for good.

    Apply it before `arrange`: it may speak of arrangements.
    """
    account = scenario.hypotheses.get(name)
    if account is None:
        raise _refusal(scenario, "hypotheses", f"unknown hypothesis '{name}'", nearest(name, scenario.hypotheses))
    return brought(with_values(scenario, account.set, origin=f"{scenario.id}: hypothesis {name}"), name)


def with_values(scenario: Scenario, values: Mapping[str, object], origin: str = "--set") -> Scenario:
    """Return the scenario with quantities set by path; intruders, traffic and crafts are refused (law 9)."""
    faults: list[Fault] = []
    for path, raw in values.items():
        try:
            scenario = with_named(scenario, path, raw)
        except PathError as error:
            faults.append(Fault(origin, 0, 0, path, error.what, error.right))
    if faults:
        raise InputFaults(faults)
    return scenario


def with_sets(scenario: Scenario, names: Iterable[str]) -> Scenario:
    """Return the scenario with the values of rival sets, wherever a defender-side quantity has one so named."""
    known = {name for path, quantity in quantities(scenario) if not is_constant(path) for name in quantity.sets}
    for name in names:
        if name not in known:
            raise _refusal(scenario, "sets", f"unknown set '{name}'", nearest(name, known))
        scenario = each_replaced(scenario, lambda quantity, chosen=name: _chosen(quantity, chosen))
    return scenario


def _chosen(quantity: Quantity, name: str) -> Quantity:
    if name not in quantity.sets:
        return quantity
    value = quantity.sets[name]
    low = None if quantity.low is None else min(quantity.low, value)
    high = None if quantity.high is None else max(quantity.high, value)
    return quantity.model_copy(update={"value": value, "low": low, "high": high})


def _moved(units: Mapping[str, Any], key: str, posts: Mapping[str, str]) -> dict[str, Any]:
    return {n: unit.model_copy(update={key: posts[n]}) if n in posts else unit for n, unit in units.items()}


def _refusal(scenario: Scenario, path: str, what: str, right: str) -> InputFaults:
    return InputFaults([Fault(scenario.id, 0, 0, path, what, right)])
