"""The little of the official correspondence that is kept: extracted, written, read again."""

from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from carto.alignements.lire import load_alignements
from carto.alignements.model import Alignement, Alignements, Officiel
from carto.alignements.officiel import extract, write
from carto.iris import BASE, Iris
from tests.alignements.conftest import decision

IRIS, ESCO = Iris(), "http://data.europa.eu/esco/"
Joined = Mapping[tuple[str, str], int]


def joined(*rows: tuple[str, str, int]) -> Joined:
    """Return what the official correspondence joins, by IRIs."""
    return {(f"{BASE}rome/{rome}", f"{ESCO}{esco}"): count for rome, esco, count in rows}


def extracted(official: Joined, *decisions: Alignement) -> list[tuple[str, str, int]]:
    """Return what is kept of *official*, for these decisions."""
    rows = extract(Alignements(decisions), official, IRIS)
    return [(one.rome, one.esco, one.appellations) for one in rows]


FICHE, PROFESSION = decision(code="M1804"), decision(code="occupation/a")


def test_a_pair_that_is_joined() -> None:
    """A fiche and an occupation that are both linked are kept, with how many titles join them."""
    official = joined(("M1804", "occupation/a", 3), ("M1900", "occupation/z", 8))
    assert [("M1804", "occupation/a", 3)] == extracted(official, FICHE, PROFESSION)


def test_what_is_known_and_joined_to_nothing_here() -> None:
    """A fiche joined elsewhere, an occupation joined elsewhere: that they are known is kept."""
    official = joined(("M1804", "occupation/z", 3), ("M1900", "occupation/a", 8))
    expected = [("-", "occupation/a", 0), ("M1804", "-", 0)]
    assert expected == extracted(official, FICHE, PROFESSION)


def test_what_is_not_known() -> None:
    """Of what the correspondence does not mention, nothing is kept."""
    assert [] == extracted(joined(("M1900", "occupation/z", 8)), FICHE, PROFESSION)
    assert [] == extracted({}, FICHE, PROFESSION)


def test_links_of_different_metiers() -> None:
    """The fiche of one métier and the occupation of another are a pair too, and kept once."""
    official = joined(("M1804", "occupation/a", 3))
    other = decision("metier/autre", "occupation/a")
    assert [("M1804", "occupation/a", 3)] == extracted(official, FICHE, other, PROFESSION)


def test_only_links_of_metiers() -> None:
    """Refusals, absences, and what compétences are linked to, are not looked up."""
    official = joined(("M1804", "occupation/a", 3), ("300606", "skill/a", 1))
    decisions = (
        decision(code="M1804", refuse=True),
        decision(code=None),
        decision("competence/a", "300606"),
        decision("competence/a", "skill/a"),
    )
    assert [] == extracted(official, *decisions)
    assert [("-", "occupation/a", 0)] == extracted(official, *decisions, PROFESSION)


ROMES, ESCOS = ("M1804", "M1806", "I1101"), ("occupation/a", "occupation/b", "occupation/c")
PAIRS = st.dictionaries(
    st.tuples(st.sampled_from(ROMES), st.sampled_from(ESCOS)), st.integers(1, 30), max_size=9
)


@given(PAIRS, st.sets(st.sampled_from(ROMES + ESCOS)))
def test_every_code_that_is_known_is_kept_and_no_other(
    pairs: dict[tuple[str, str], int], linked: set[str]
) -> None:
    """Of the codes that are linked, the table names those that are known; « - » is for no pair."""
    official = joined(*((rome, esco, n) for (rome, esco), n in pairs.items()))
    rows = extracted(official, *(decision(code=code) for code in sorted(linked)))
    known = {code for pair in pairs for code in pair}
    assert known & linked == {code for rome, esco, _ in rows for code in (rome, esco)} - {"-"}
    assert rows == sorted(set(rows))
    for rome, esco, count in rows:
        if "-" in (rome, esco):
            assert count == 0
            alone = esco if rome == "-" else rome
            assert 1 == sum(alone in row for row in rows)
        else:
            assert count == pairs[rome, esco]


def test_round_trip(tmp_path: Path) -> None:
    """What is written is read again, under the comments that stood there, and nothing else of before."""
    path = tmp_path / "correspondance.tsv"
    rows = (Officiel("-", "occupation/a", 0), Officiel("M1804", "occupation/b", 12))
    write(path, rows)
    assert rows == load_alignements(tmp_path).officiel
    assert path.read_text(encoding="utf-8").startswith("rome\tesco\tappellations\n")
    comments = "# Un mot.\n# Un autre, à garder.\n"
    path.write_text(f"{comments}{path.read_text(encoding='utf-8')}", encoding="utf-8")
    write(path, rows[1:])
    assert path.read_text(encoding="utf-8") == (
        f"{comments}rome\tesco\tappellations\nM1804\toccupation/b\t12\n"
    )
    assert rows[1:] == load_alignements(tmp_path).officiel


def test_the_real_table_is_what_extracting_it_gives(tables: Alignements) -> None:
    """The table that is kept names today's links alone, in order, as extracting writes them."""
    elsewhere = ("X0000", "occupation/elsewhere")
    rows = [
        (elsewhere[0] if one.rome == "-" else one.rome, elsewhere[1] if one.esco == "-" else one.esco,
         max(one.appellations, 1))
        for one in tables.officiel
    ]  # fmt: skip
    assert tables.officiel == extract(tables, joined(*rows), IRIS)
    assert len(tables.officiel) > 50
