"""What a table of alignments must be, and how what is wrong with one is said."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.alignements.lire import PATTERN, check_tables, load_alignements
from carto.alignements.model import Alignement, Alignements, Cible, Officiel, Referentiel, Relecture
from carto.edition import Edition
from carto.errors import InputError
from tests.alignements.conftest import ENTETE, ESCO, LIGNE, PREMIERE, ROME, written

# The library of SSSOM calls pandas in ways that a later one will not know.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:sssom.*")

OCCUPATION = "02eb0ae6-ecdd-4602-9c8e-60ffe6dbe1e2"


def refused(folder: Path, *, check: bool = False) -> InputError:
    """Return why the tables of *folder* are refused: read, or checked against the schema."""
    read = check_tables if check else load_alignements
    with pytest.raises(InputError) as caught:
        read(folder)
    return caught.value


# What is read -------------------------------------------------------------------------------------


def test_a_row_is_a_decision(tmp_path: Path) -> None:
    """Every column of a row is in the decision, and where it was written."""
    written(tmp_path, {})
    expected = Alignement(
        sujet="metier/lecteur",
        libelle="Lecteur",
        relation="closeMatch",
        refuse=False,
        referentiel=Referentiel.ROME,
        cible=Cible(Referentiel.ROME, "M1804", "Ingénieur / Ingénieure télécoms", notation="M1804"),
        justification="CompositeMatching",
        confiance=0.7,
        auteur="essai",
        date="2026-11-28",
        version="4.60",
        raison="Une raison.",
        table=ROME,
        ligne=PREMIERE,
    )
    assert load_alignements(tmp_path) == Alignements((expected,))
    assert expected.lie
    assert expected.genre == "metier"


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        (ROME, "rome:M1804", Cible(Referentiel.ROME, "M1804", "Cible", notation="M1804")),
        (ROME, "rome:300606", Cible(Referentiel.ROME, "300606", "Cible", notation="300606")),
        (
            ESCO,
            f"esco.occupation:{OCCUPATION}",
            Cible(Referentiel.ESCO, f"occupation/{OCCUPATION}", "Cible", notation="2153.1"),
        ),
        (ESCO, f"esco.skill:{OCCUPATION}", Cible(Referentiel.ESCO, f"skill/{OCCUPATION}", "Cible")),
    ],
)
def test_targets(tmp_path: Path, name: str, target: str, expected: Cible) -> None:
    """A target is a fiche or an item of ROME, an occupation, which has a code, or a skill of ESCO."""
    other = "object_code=2153.1"
    written(tmp_path, {"object_id": target, "object_label": "Cible", "other": other}, name=name)
    (one,) = load_alignements(tmp_path).decisions
    assert expected == one.cible
    assert expected.referentiel == one.referentiel


def test_a_refusal_is_no_link(tmp_path: Path) -> None:
    """The modifier « Not » makes a decision a refusal; the target is kept, and is no link."""
    written(tmp_path, {"predicate_modifier": "Not"}, {"object_id": "rome:M1806"})
    refusal, link = load_alignements(tmp_path).decisions
    assert (True, False) == (refusal.refuse, refusal.lie)
    assert refusal.cible is not None
    assert (False, True) == (link.refuse, link.lie)


def test_no_term_is_no_target(tmp_path: Path) -> None:
    """What nothing was found for has no target, and needs no label of one."""
    written(tmp_path, {"object_id": "sssom:NoTermFound", "object_label": ""})
    (one,) = load_alignements(tmp_path).decisions
    assert one.cible is None
    assert (False, False) == (one.refuse, one.lie)
    assert one.referentiel == Referentiel.ROME


@pytest.mark.parametrize(
    ("expected", "other"),
    [
        ("fr", ""),
        ("en", "object_label_language=en"),
        ("en", "subject_source=x|object_label_language=en|y=z"),
        ("fr", "subject_source=x"),
    ],
)
def test_language_of_a_label(tmp_path: Path, expected: str, other: str) -> None:
    """The label of a target is French, unless the column « other » says otherwise."""
    row = {"object_id": f"esco.skill:{OCCUPATION}", "other": other}
    written(tmp_path, row, name="competences-esco.sssom.tsv")
    (one,) = load_alignements(tmp_path).decisions
    assert one.cible is not None
    assert expected == one.cible.langue


def test_optional_columns(tmp_path: Path) -> None:
    """A table with no refusal, and with French labels alone, needs no column for them."""
    columns = [name for name in LIGNE if name not in ("predicate_modifier", "other")]
    written(tmp_path, {}, columns=columns)
    (one,) = load_alignements(tmp_path).decisions
    assert one.lie


def test_no_table_and_no_row(tmp_path: Path) -> None:
    """A folder without tables says nothing, and neither does a table without rows."""
    assert load_alignements(tmp_path) == Alignements()
    written(tmp_path)
    assert load_alignements(tmp_path) == Alignements()


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["A", "L", "Z"])), max_size=8))
def test_lines_are_those_of_the_file(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[bool, str]]
) -> None:
    """Each decision knows the line it stands at, in whatever order the rows are: none is lost."""
    folder = tmp_path_factory.mktemp("lignes")
    rows = [
        {
            "subject_id": f"metier:{name}",
            "predicate_modifier": "Not" if refused else "",
            "object_id": f"rome:M{1800 + n}",
        }
        for n, (refused, name) in enumerate(made)
    ]
    lines = written(folder, *rows).read_text(encoding="utf-8").splitlines()
    found = load_alignements(folder).decisions
    assert [PREMIERE + n for n in range(len(made))] == [one.ligne for one in found]
    for one in found:
        assert one.cible is not None
        assert f"rome:{one.cible.code}" in lines[one.ligne - 1].split("\t")
        assert one.refuse == ("Not" in lines[one.ligne - 1].split("\t"))


def test_lines_below_a_blank_one(tmp_path: Path) -> None:
    """A blank line is skipped, and counted."""
    path = written(tmp_path, {}, {"object_id": "rome:M1806"})
    before, last = path.read_text(encoding="utf-8").rsplit("metier:", 1)
    path.write_text(f"{before}\nmetier:{last}", encoding="utf-8")
    found = load_alignements(tmp_path).decisions
    assert [PREMIERE, PREMIERE + 2] == [one.ligne for one in found]


def test_tables_beside_the_decisions(tmp_path: Path) -> None:
    """Second readings, the official correspondence and reasons are read from tables of their own."""
    (tmp_path / "relectures.tsv").write_text(
        "sujet\tcible\tpremiere\tconfiance\trelation\traison\nmetier/a\trome:M1804\tnot\t0.9\tnone\tNon.\n",
        encoding="utf-8",
    )
    (tmp_path / "correspondance.tsv").write_text(
        "rome\tesco\tappellations\nM1804\toccupation/x\t3\n", encoding="utf-8"
    )
    (tmp_path / "triangles.tsv").write_text(
        "metier\trome\tesco\traison\nmetier/a\tM1804\toccupation/x\tParce que.\n", encoding="utf-8"
    )
    assert load_alignements(tmp_path) == Alignements(
        relectures=(Relecture("metier/a", "rome:M1804", "not", 0.9, "none", "Non."),),
        officiel=(Officiel("M1804", "occupation/x", 3),),
        raisons=(("metier/a", "M1804", "occupation/x", "Parce que."),),
    )


# What is refused ----------------------------------------------------------------------------------

WRONG: dict[str, tuple[Mapping[str, str], str]] = {
    "hierarchy": ({"predicate_id": "skos:broader"}, "« skos:broader » n'est pas une relation"),
    "no relation of SKOS": ({"predicate_id": "skos:sameMatch"}, "« skos:sameMatch »"),
    "relation of another": ({"predicate_id": "owl:closeMatch"}, "« owl:closeMatch »"),
    "no relation": ({"predicate_id": ""}, "« predicate_id » est vide"),
    "famille as subject": ({"subject_id": "famille:reseau"}, "« famille:reseau » n'est ni métier"),
    "unknown prefix": ({"subject_id": "emploi:lecteur"}, "« emploi:lecteur » n'est ni métier"),
    "subject without name": ({"subject_id": "metier:"}, "« metier: » n'est ni métier"),
    "subject without prefix": ({"subject_id": "lecteur"}, "« lecteur » n'est ni métier"),
    "no subject": ({"subject_id": ""}, "« subject_id » est vide"),
    "lower case": ({"object_id": "rome:m1804"}, "« rome:m1804 » n'est pas un code du ROME"),
    "too many digits": ({"object_id": "rome:M18041"}, "« rome:M18041 »"),
    "something after the code": ({"object_id": "rome:M1804-1"}, "« rome:M1804-1 »"),
    "no prefix": ({"object_id": "M1804"}, "« M1804 »"),
    "of the other reference": ({"object_id": f"esco.skill:{OCCUPATION}"}, "n'est pas un code du ROME"),
    "no target": ({"object_id": ""}, "« object_id » est vide"),
    "another missing term": ({"object_id": "sssom:NoTerm"}, "« sssom:NoTerm »"),
    "no label of the target": ({"object_label": ""}, "« object_label » est vide"),
    "no label of the subject": ({"subject_label": " "}, "« subject_label » est vide"),
    "no reason": ({"comment": ""}, "« comment » est vide"),
    "reason of spaces": ({"comment": "  "}, "« comment » est vide"),
    "no author": ({"author_label": ""}, "« author_label » est vide"),
    "no version": ({"object_source_version": ""}, "« object_source_version » est vide"),
    "no justification": ({"mapping_justification": ""}, "« mapping_justification » est vide"),
    "no date": ({"mapping_date": ""}, "« mapping_date » est vide"),
    "date in words": ({"mapping_date": "hier"}, "« hier » n'est pas une date"),
    "no such day": ({"mapping_date": "2026-02-30"}, "« 2026-02-30 » n'est pas une date"),
    "no confidence": ({"confidence": ""}, "« confidence » est vide"),
    "confidence in words": ({"confidence": "haute"}, "« haute » n'est pas une confiance"),
    "confidence above 1": ({"confidence": "1.01"}, "« 1.01 » n'est pas une confiance"),
    "confidence below 0": ({"confidence": "-0.1"}, "« -0.1 » n'est pas une confiance"),
    "confidence that is none": ({"confidence": "nan"}, "« nan » n'est pas une confiance"),
    "modifier in lower case": ({"predicate_modifier": "not"}, "« not » : Not, ou rien, attendu"),
    "another modifier": ({"predicate_modifier": "Inverse"}, "« Inverse » : Not, ou rien, attendu"),
    "one cell more": ({"other": "a\tb"}, "13 cellules attendues"),
    "quotation without end": ({"other": '"a'}, "table illisible"),
}  # fmt: skip


@pytest.mark.parametrize(("row", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_row_that_is_wrong(tmp_path: Path, row: Mapping[str, str], message: str) -> None:
    """It is refused, with its file and its line, among rows that are right."""
    path = written(tmp_path, {"object_id": "rome:M1806"}, row)
    error = refused(tmp_path)
    assert message in str(error)
    assert (str(path), PREMIERE + 1) == (error.file, error.line)
    assert str(error).startswith(f"{path}, ligne {PREMIERE + 1} : ")


@pytest.mark.parametrize(
    "target",
    [f"esco.skill:{OCCUPATION.upper()}", "esco.skill:1", f"esco.isco:{OCCUPATION}", "rome:M1804"],
)
def test_a_target_that_is_not_of_esco(tmp_path: Path, target: str) -> None:
    """A table whose name ends in « -esco » has targets of ESCO, each known by its UUID."""
    path = written(tmp_path, {"object_id": target}, name=ESCO)
    error = refused(tmp_path)
    assert f"« {target} » n'est pas une IRI d'ESCO" in str(error)
    assert (str(path), PREMIERE) == (error.file, error.line)


@pytest.mark.parametrize(
    "other", ["", "object_code=", "object_code=2153", "code=2153.1", "object_code=C2153.1"]
)
def test_an_occupation_without_its_code(tmp_path: Path, other: str) -> None:
    """An occupation of ESCO has the code that people know it by: its group of ISCO, then its number."""
    row = {"object_id": f"esco.occupation:{OCCUPATION}", "other": other}
    path = written(tmp_path, row, name=ESCO)
    error = refused(tmp_path)
    assert "n'est pas le code d'une profession d'ESCO" in str(error)
    assert (str(path), PREMIERE) == (error.file, error.line)


def test_a_row_that_is_cut(tmp_path: Path) -> None:
    """A row with fewer cells than columns is refused with its line."""
    path = written(tmp_path, {}, {"object_id": "rome:M1806"})
    path.write_text(path.read_text(encoding="utf-8").rsplit("\t", 2)[0] + "\n", encoding="utf-8")
    error = refused(tmp_path)
    assert "13 cellules attendues" in str(error)
    assert (str(path), PREMIERE + 1) == (error.file, error.line)


@pytest.mark.parametrize("column", [c for c in LIGNE if c not in ("predicate_modifier", "other")])
def test_a_column_that_is_missing(tmp_path: Path, column: str) -> None:
    """It is named; the label of a target may be, of rows that have none."""
    path = written(tmp_path, {}, columns=[name for name in LIGNE if name != column])
    error = refused(tmp_path)
    assert column in str(error)
    assert str(path) == error.file


@pytest.mark.parametrize(
    "rows",
    [
        ({}, {"confidence": "0.9"}),
        ({}, {"predicate_modifier": "Not"}),
        ({}, {"predicate_id": "skos:broadMatch"}),
        ({"object_id": "sssom:NoTermFound"}, {"object_id": "sssom:NoTermFound"}),
    ],
)
def test_decided_twice(tmp_path: Path, rows: tuple[Mapping[str, str], ...]) -> None:
    """A subject and a target are decided once, whatever is decided; both lines are named."""
    path = written(tmp_path, *rows)
    error = refused(tmp_path)
    assert f"déjà décidé à la ligne {PREMIERE} de {ROME}" in str(error)
    assert (str(path), PREMIERE + 1) == (error.file, error.line)


def test_decided_once_each(tmp_path: Path) -> None:
    """Another subject, or another reference, is another decision."""
    nothing = {"object_id": "sssom:NoTermFound"}
    written(tmp_path, {}, {"subject_id": "metier:ecrivain"}, {**nothing, "subject_id": "metier:a"})
    written(tmp_path, {**nothing, "subject_id": "metier:a"}, name=ESCO)
    assert 4 == len(load_alignements(tmp_path).decisions)


def test_decided_twice_in_two_tables(tmp_path: Path) -> None:
    """The table of the first decision is named too."""
    written(tmp_path, {}, name="a-rome.sssom.tsv")
    path = written(tmp_path, {}, name="b-rome.sssom.tsv")
    error = refused(tmp_path)
    assert "de a-rome.sssom.tsv" in str(error)
    assert str(path) == error.file


def test_a_name_without_reference(tmp_path: Path) -> None:
    """The name of a table says which reference it is about."""
    path = written(tmp_path, {}, name="metiers.sssom.tsv")
    error = refused(tmp_path)
    assert "-rome.sssom.tsv" in str(error)
    assert str(path) == error.file


@pytest.mark.parametrize(
    "data", [b"", b"Bonjour.\n", b"#license: x\n", b"\xff\xfe\x00", b"a\tb\n1\t2\n"]
)
def test_what_is_no_table(tmp_path: Path, data: bytes) -> None:
    """What has not the columns of an SSSOM table, or is no text, is refused with its file."""
    path = tmp_path / ROME
    path.write_bytes(data)
    for check in (False, True):
        error = refused(tmp_path, check=check)
        assert str(path) == error.file


@pytest.mark.parametrize(
    ("name", "columns", "cells", "message"),
    [
        ("relectures.tsv", "sujet\tcible\tpremiere\tconfiance\trelation\traison",
         "metier/a\trome:M1804\tclose\t0.7\tcousin\tNon.", "« cousin » : exact, close"),
        ("relectures.tsv", "sujet\tcible\tpremiere\tconfiance\trelation\traison",
         "metier/a\trome:M1804\tclose\t7\tclose\tOui.", "« 7 » n'est pas une confiance"),
        ("relectures.tsv", "sujet\tcible\tpremiere\tconfiance\trelation\traison",
         "metier/a\trome:M1804\tclose\t0.7\tclose\t", "6 cellules non vides"),
        ("correspondance.tsv", "rome\tesco\tappellations", "M1804\toccupation/x\tbeaucoup",
         "« beaucoup » n'est pas un nombre"),
        ("correspondance.tsv", "rome\tesco\tappellations", "M1804\toccupation/x", "3 cellules"),
        ("triangles.tsv", "metier\trome\tesco\traison", "metier/a\tM1804\toccupation/x\t", "4 cellules"),
    ],
)  # fmt: skip
def test_a_table_beside_that_is_wrong(
    tmp_path: Path, name: str, columns: str, cells: str, message: str
) -> None:
    """It is refused with its file and line, below its comments."""
    path = tmp_path / name
    path.write_text(f"# Un mot.\n{columns}\n{cells}\n", encoding="utf-8")
    error = refused(tmp_path)
    assert message in str(error)
    assert (str(path), 3) == (error.file, error.line)


# The schema of SSSOM ------------------------------------------------------------------------------


def test_a_table_that_conforms(tmp_path: Path) -> None:
    """Links, refusals and absences are SSSOM; a justification that SSSOM has not is not."""
    rows: list[dict[str, str]] = [{}, {"object_id": "rome:M1806", "predicate_modifier": "Not"}]
    written(tmp_path, *rows, {"subject_id": "metier:a", "object_id": "sssom:NoTermFound"})
    check_tables(tmp_path)
    path = written(tmp_path, *rows, {"subject_id": "metier:a", "mapping_justification": "semapv:Lu"})
    error = refused(tmp_path, check=True)
    assert "ce n'est pas une table SSSOM" in str(error)
    assert str(path) == error.file


def test_check_reads_the_decisions(tmp_path: Path) -> None:
    """A confidence above 1 does not conform, and is found at its line."""
    path = written(tmp_path, {}, {"object_id": "rome:M1806", "confidence": "1.5"})
    error = refused(tmp_path, check=True)
    assert (str(path), PREMIERE + 1) == (error.file, error.line)


def test_what_the_library_leaves_out(tmp_path: Path) -> None:
    """A row that the library of SSSOM drops without a word makes its table refused."""
    columns = (*LIGNE, "mapping_cardinality")
    cells: list[dict[str, str]] = [
        {"mapping_cardinality": "1:1"},
        {"mapping_cardinality": "beaucoup", "object_id": "rome:M1806"},
    ]
    path = written(tmp_path, *cells, columns=columns)
    error = refused(tmp_path, check=True)
    assert "lignes qui ne sont pas des correspondances SSSOM : 1" in str(error)
    assert str(path) == error.file
    written(tmp_path, cells[0], columns=columns)
    check_tables(tmp_path)


@pytest.mark.parametrize(
    "entete", ["", "#license: [\n", "#Une table.\n", ENTETE.replace("#  metier", "#  autre")]
)
def test_a_head_that_is_wrong(tmp_path: Path, entete: str) -> None:
    """A table whose head is missing, is no YAML, no mapping, or lacks a prefix, does not conform."""
    path = written(tmp_path, {}, entete=entete)
    error = refused(tmp_path, check=True)
    assert "ce n'est pas une table SSSOM" in str(error)
    assert str(path) == error.file


# The real tables ----------------------------------------------------------------------------------


def test_real_tables_load(edition: Edition, tables: Alignements) -> None:
    """Each row of each table is a decision, at its line and with its reason."""
    lines = {
        path.name: path.read_text(encoding="utf-8").splitlines()
        for path in edition.alignements.glob(PATTERN)
    }
    assert 6 == len(lines)
    rows = sum(not line.startswith(("#", "subject_id")) for table in lines.values() for line in table)
    assert rows == len(tables.decisions) > 3000
    for one in tables.decisions:
        cells = lines[one.table][one.ligne - 1].split("\t")
        assert one.sujet == cells[0].replace(":", "/")
        assert one.raison in cells


@pytest.mark.lent
def test_real_tables_conform(edition: Edition) -> None:
    """The real tables conform to the schema of SSSOM."""
    check_tables(edition.alignements)
