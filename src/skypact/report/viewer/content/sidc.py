"""SIDC: the 20 digits of APP-6D / MIL-STD-2525D that say what symbol something has.

Digits: version 10; context 0 (reality: neither exercise nor simulation is marked on the symbol, the page says what it
is); identity; symbol set; status 0; headquarters; echelon; entity; two modifiers. Sources: MIL-STD-2525D (2014),
tables A-1 to A-4, D, E, F, H; the entity codes are those that milsymbol 3.0.4 draws (its src/numbersidc/sidc).
"""

from __future__ import annotations

#: Standard identity (table A-2).
UNKNOWN, FRIEND, NEUTRAL, SUSPECT, HOSTILE = "1", "3", "4", "5", "6"
_AIR, _MISSILE, _UNIT, _EQUIPMENT, _INSTALLATION, _PERSON = "01", "02", "10", "15", "20", "27"
#: What flies, by codes of weapon.TARGETS: symbol set, military entity, civil entity, first modifier.
_FLYING = {
    "aircraft": (_AIR, "110100", "120100", "00"), "airliner": (_AIR, "110131", "120100", "00"),
    "light": (_AIR, "110100", "120100", "00"), "helicopter": (_AIR, "110200", "120200", "00"),
    "drone": (_AIR, "110300", "120300", "00"), "balloon": (_AIR, "110500", "120400", "00"),
    "cruise": (_MISSILE, "110000", "110000", "07"), "ballistic": (_MISSILE, "110000", "110000", "06"),
    "rocket": (_MISSILE, "110000", "110000", "02"),
}
_SENSORS = {"radar": (_EQUIPMENT, "220300"), "observer": (_PERSON, "110207")}


def of(kind: str, what: str, identity: str, *, civil: bool = False) -> str:
    """Return the code of an entity by its kind and what it is (see `Entity` of format.ts), "" where it has none."""
    if kind in ("intruder", "traffic"):
        symbols, military, civilian, modifier = _FLYING.get(what, _FLYING["aircraft"])
        return _code(identity, symbols, civilian if civil else military, modifier=modifier)
    if kind == "airborne":
        return _code(identity, _AIR, "110116") if what != "ship" else _code(identity, "30", "120000")
    if kind == "post":
        return _code(identity, _UNIT, "110000", headquarters="2")
    if kind == "battery":  # an air defence unit with missiles, echelon battery
        return _code(identity, _UNIT, "130102", echelon="15")
    if kind == "fighter":  # its air base
        return _code(identity, _INSTALLATION, "121301")
    if kind == "sensor":
        symbols, entity = _SENSORS.get(what, (_EQUIPMENT, "220100"))
        return _code(identity, symbols, entity)
    return ""


def identity(kind: str, intent: str, *, civil: bool, friend: bool, owned: bool) -> str:
    """Return the identity by truth: own and partners' are friend; attackers and their decoys hostile; trespassers.

    A military trespasser is suspect, a civil one neutral; who passes by right is neutral, an own support friend; units
    of a third state are neutral; what is nobody's (flocks, false plots) is unknown.
    """
    if kind in ("intruder", "traffic", "airborne", "phantom"):
        if friend and intent == "support":
            return FRIEND
        if intent in ("attack", "decoy"):
            return HOSTILE
        if intent == "trespass" and not civil:
            return SUSPECT
        return NEUTRAL if intent in ("trespass", "passage", "support") else UNKNOWN
    return FRIEND if friend or not owned else NEUTRAL


def _code(
    who: str, symbols: str, entity: str, *, headquarters: str = "0", echelon: str = "00", modifier: str = "00"
) -> str:
    return f"100{who}{symbols}0{headquarters}{echelon}{entity}{modifier}00"
