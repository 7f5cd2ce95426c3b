import marimo

__generated_with = "0.25.2"

app = marimo.App(width="medium", app_title="From an article to odds")


@app.cell(hide_code=True)
def _():
    import marimo as mo

    return (mo,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    # From an article to odds

    A short text on the summit of the Collective Security Treaty Organization in Yerevan, in our own words and with one false
    claim in it, goes through every stage of foedus: read, check, assess, odds, analogues, what if. Everything is as of
    28 November 2022: nothing that became known later is used. It needs `pip install "foedus[text,stats]"` and no network.
    """)
    return


@app.cell
def _():
    import foedus

    day = "2022-11-28"
    article = (
        "Leaders of the Collective Security Treaty Organization met in Yerevan on Wednesday. "
        "Armenian Prime Minister Nikol Pashinyan refused to sign the final declaration. In September Armenia asked the CSTO "
        "for military help. Russia sent troops to Kazakhstan in January. Kazakhstan left the CSTO in October. Dissent in the "
        "alliance is growing, and it could crumble, an analyst said."
    )
    return article, day, foedus


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    ## Read

    Who did what to whom, by rules over a small parser, with the words each act was read from. Nothing read by machine is a fact.
    """)
    return


@app.cell
def _(article):
    from foedus.reading import read

    reading = read(article, dateline="2022-11-24", title="Summit in Yerevan")
    reading
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    ## Check

    Each claim against the record: supported, contradicted, partly, not in the record, opinion or prediction, with the rows that
    decide.
    """)
    return


@app.cell
def _(article, day):
    from foedus.check import check

    checked = check(article, dateline="2022-11-24", alliance="csto", as_of=day)
    checked
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    ## Assess

    The alliance as of the day, member by member. Ids behind a sentence name the rows it rests on.
    """)
    return


@app.cell
def _(day, foedus):
    brief = foedus.assess("csto", day)
    brief
    return (brief,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    One call for help and what came of it: Armenia's of September 2022.
    """)
    return


@app.cell
def _(brief):
    call = next(it for it in brief.calls if it.caller == "ARM" and it.date.startswith("2022-09"))
    call
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    Any part of an assessment as rows, for pandas, polars or DuckDB: `pandas.DataFrame(brief.table("findings"))`.
    """)
    return


@app.cell
def _(brief, foedus):
    dissent = foedus.Rows(
        {"date": it["date"], "who": it["actor"], "act": it["act"], "sentence": it["sentence"], "row": it["key"]}
        for it in brief.table("timeline")
        if it["is_dissent"] and it["date"] >= "2021"
    )
    dissent
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    ## Odds

    "Could crumble" as numbers: ranges over three methods with the base rate beside them. The back-test and the limits are folded
    in below.
    """)
    return


@app.cell
def _(brief):
    brief.odds
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    ## Analogues

    Past members most like Armenia then, and what happened to each within five years. Likeness is no forecast.
    """)
    return


@app.cell
def _(day):
    from foedus.build import open_view
    from foedus.odds.analogues import analogues

    view = open_view(day)
    near = analogues(view, "CSTO", "ARM", k=5)
    near
    return (view,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    ## What if

    A model of hub and members, with the call of September answered by force instead. It is a model, and says so.
    """)
    return


@app.cell
def _(day):
    from foedus.build import whatif

    outlook = whatif("csto", day, levers=["answer ARM=force"], runs=20_000)
    outlook
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    ## Down to the source

    The row behind the latest dissenting act, and the record as it stood on the day.
    """)
    return


@app.cell
def _(brief, foedus, view):
    from foedus.build import find_evidence

    row, sources, _columns = find_evidence(view, brief.headline[-1].evidence[0])
    foedus.Rows(
        {"row": row.id, "says": row.text, "known on": row.known_on, "source": it.title, "publisher": it.publisher}
        for it in sources
    )
    return


if __name__ == "__main__":
    app.run()
