"""Question 5: who depends on whom? What the record says of each member's ties with the hub, and in the other direction."""

from __future__ import annotations

from foedus.assessment import Finding, Meaning
from foedus.questions import flows
from foedus.questions.panel import Panel
from foedus.questions.wording import count_of, day_words
from foedus.rows import Row

MEANING = Meaning(
    number=5,
    question="dependence",
    title="Who depends on whom?",
    asks="How much of each member's trade, arms, energy and income from abroad goes through the hub, and what forces the hub "
    "keeps on its soil; and the same in the other direction.",
    formula=(
        "For each member and measure the indicator row of the latest year known by the day, as published; no interval, "
        "because the sources give none. A value whose year lies more than five years back is called old. From installed flows of "
        "goods, arms and remittances: the hub's share of a member's recorded flows, the member's share of the hub's, and their "
        "difference."
    ),
    reading=(
        "0 per cent: none of that tie is with the hub. A measure that is not named has no value in the record, which is not "
        "zero. Who could do without whom can be told only where both directions are known."
    ),
    literature=(
        "Hirschman 1945, National Power and the Structure of Foreign Trade: asymmetric dependence",
        "Keohane and Nye 1977, Power and Interdependence: sensitivity and vulnerability",
    ),
)

TIES = {
    "trade_with_partner_share_of_gdp": "trade with {hub}",
    "trade_with_partner": "trade with {hub}",
    "exports_to_partner": "exports to {hub}",
    "exports_to_eaeu_share": "exports to the Eurasian Economic Union",
    "imports_from_eaeu_share": "imports from the Eurasian Economic Union",
    "arms_import_share_from_partner_5y": "arms imports over five years from {hub}",
    "gas_from_partner_share_of_energy": "gas from {hub} in energy use",
    "gas_imports_from_partner": "gas imports from {hub}",
    "gas_price_from_partner": "price of gas from {hub}",
    "remittances_all_origins_share_of_gdp": "remittances from all origins",
    "workers_in_partner": "workers in {hub}",
    "alliance_budget_share": "share of the alliance's budget",
    "alliance_assessed_contribution": "assessed contribution to the alliance",
}
"""Measures of ties in the order in which they are told, in words."""

FORCES = {
    "partner_troops": "troops of {hub} on its soil",
    "partner_base_agreement_end": "base of {hub} agreed until",
}
SHORT = {
    "trade_with_partner_share_of_gdp": "trade {value}% of GDP",
    "arms_import_share_from_partner_5y": "arms {value}%",
    "remittances_all_origins_share_of_gdp": "remittances {value}% of GDP",
    "gas_from_partner_share_of_energy": "gas {value}% of energy",
}
"""Measures that fit a table cell."""

MAIN = "trade_with_partner_share_of_gdp"
OLD_YEARS = 5


def answer(panel: Panel) -> list[Finding]:
    """The ranking by trade, then each member's ties with the hub and the hub's forces on its soil."""
    if panel.hub is None or panel.hub not in panel.members:
        return []
    others = [member for member in panel.members if member != panel.hub]
    latest = {member: _latest(panel, member) for member in others}
    return [
        _ranking(panel, latest),
        *flows.findings(panel),
        *(_ties(panel, member, latest[member]) for member in others),
        *(_forces(panel, member, latest[member]) for member in others if latest[member].keys() & FORCES.keys()),
    ]


def _latest(panel: Panel, member: str) -> dict[str, Row]:
    """The row of the latest year of each measure of a member, with the hub or with all partners."""
    found: dict[str, Row] = {}
    for row in panel.indicators:
        if row["subject"] == member and row["partner"] in (None, panel.hub) and row["name"] in TIES | FORCES:
            before = found.get(row["name"])
            if before is None or (row["year"], row["known_on"]) > (before["year"], before["known_on"]):
                found[row["name"]] = row
    return found


def _value(row: Row) -> str:
    return f"{row['value']:,.0f}" if abs(row["value"]) >= 1000 else f"{row['value']:g}"


def _told(panel: Panel, row: Row, words: str) -> str:
    """`trade with Russia 17 percent of GDP (2020)`, with a mark where the year is long past."""
    what = words.format(hub=panel.name(panel.hub or ""))
    if row["name"] == "partner_base_agreement_end":
        return f"{what} {row['year']}"
    age = ", old" if panel.day.year - row["year"] > OLD_YEARS else ""
    return f"{what} {_value(row)} {row['unit']} ({row['year']}{age})"


def _ranking(panel: Panel, latest: dict[str, dict[str, Row]]) -> Finding:
    rows = {member: found[MAIN] for member, found in latest.items() if MAIN in found}
    ranked = sorted(rows.items(), key=lambda item: (-item[1]["value"], item[0]))
    hub, day = panel.name(panel.hub or ""), day_words(panel.day.isoformat())
    listed = ", ".join(f"{panel.name(member)} {_value(row)} ({row['year']})" for member, row in ranked)
    return panel.finding(
        MEANING.question,
        "trade with the hub",
        sentence=(
            f"Trade with {hub} in percent of GDP, latest values known by {day}: {listed}.{_one_way(panel)}"
            if rows
            else f"The record holds no trade of a member with {hub} known by {day}."
        ),
        label=count_of(len(rows), "member"),
        value=ranked[0][1]["value"] if ranked else None,
        unit="percent of GDP",
        method="latest published value; the highest member's is the value",
        rows=[row for _, row in ranked],
        is_thin=len(rows) < 2,
    )


def _one_way(panel: Panel) -> str:
    if any(subject == panel.hub and partner for _, subject, partner in panel.series):
        return ""
    hub = panel.name(panel.hub or "")
    return f" The record holds no value for {hub}'s own dependence on a member, so the asymmetry cannot be told."


def _ties(panel: Panel, member: str, found: dict[str, Row]) -> Finding:
    rows = [found[name] for name in TIES if name in found]
    listed = "; ".join(_told(panel, row, TIES[row["name"]]) for row in rows)
    cells = [words.format(value=_value(found[name])) for name, words in SHORT.items() if name in found]
    return panel.finding(
        MEANING.question,
        "ties with the hub",
        member=member,
        sentence=(
            f"{panel.name(member)}, latest values known: {listed}."
            if rows
            else f"The record holds no value of {panel.name(member)}'s ties with {panel.name(panel.hub or '')}."
        ),
        label=", ".join(cells[:2]) or (count_of(len(rows), "value") if rows else "no value"),
        value=found[MAIN]["value"] if MAIN in found else None,
        unit="percent of GDP",
        method="latest published value of each measure; the value is the trade share",
        rows=rows,
        is_thin=len(rows) < 2,
    )


def _forces(panel: Panel, member: str, found: dict[str, Row]) -> Finding:
    rows = [found[name] for name in FORCES if name in found]
    troops = found.get("partner_troops")
    return panel.finding(
        MEANING.question,
        "forces of the hub",
        member=member,
        sentence=f"{panel.name(member)}: {'; '.join(_told(panel, row, FORCES[row['name']]) for row in rows)}.",
        label=f"{_value(troops)} troops ({troops['year']})" if troops else f"base until {rows[0]['year']}",
        value=troops["value"] if troops else None,
        unit="persons",
        method="latest published value of each measure",
        rows=rows,
        is_thin=troops is None or panel.day.year - troops["year"] > OLD_YEARS,
    )
