"""``carto query``, as its users run it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from carto.requetes import load_requetes
from tests.conftest import ROOT


def query(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``carto query`` with *arguments*."""
    return subprocess.run(
        [sys.executable, "-m", "carto", "query", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "200"},
    )


def test_the_list() -> None:
    """Without a name, every query with its title and parameters."""
    done = query()
    assert done.returncode == 0
    for requete in load_requetes().values():
        assert f"{requete.nom} " in done.stdout
        assert requete.titre in done.stdout
        for parametre in requete.parametres:
            assert f"--{parametre.nom}" in done.stdout


def test_help_says_the_parameters() -> None:
    """Each with what it is, its type and its default."""
    done = query("metiers-partageant", "--help")
    assert done.returncode == 0
    shown = " ".join(done.stdout.split())
    assert "--minimum NOMBRE combien de compétences et de connaissances en commun, au moins" in shown
    assert "(un métier ; défaut : architecte-solution-client)" in shown
    assert "(texte concept variantes ; défaut : concept)" in shown


def test_csv(build: Path) -> None:
    """RFC 4180, as the service gives it; a value by its title or its local name."""
    arguments = ("metiers-proches", "--build", build, "--limite", "3", "--format", "csv")
    done = query(*arguments, "--metier", "Chef de produit")
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows[0]["titre"] == "Directeur de l'offre"
    assert len(rows) == 3
    assert query(*arguments, "--metier", "chef-de-produit").stdout == done.stdout


def test_json(build: Path) -> None:
    """SPARQL 1.1 Query Results JSON."""
    done = query("statistiques-par-domaine", "--build", build, "--format", "json")
    found = json.loads(done.stdout)
    assert [int(row["metiers"]["value"]) for row in found["results"]["bindings"]] == [31, 27, 19, 8]


def test_table(build: Path) -> None:
    """For people: the title above, the number of rows below, IRIs by their prefix."""
    done = query("metiers-partageant", "--build", build, "--niveau", "texte", "--minimum", "20")
    assert done.returncode == 0
    assert done.stdout.startswith("Les métiers qui partagent")
    assert "metier:consultant-avant-vente" in done.stdout
    assert done.stdout.rstrip().endswith("1 ligne")


WRONG = {
    "no such query": (("inconnue",), "n'est pas une requête"),
    "none of a few": (("triangles", "--etat", "zzz"), "peut-être « fermé », « impossible à fermer »"),
    "no such thing": (("ecart", "--depart", "Chef de produi"), "peut-être « Chef de"),
    "no number": (("metiers-partageant", "--minimum", "trois"), "n'est pas un nombre entier"),
    "an injection": (("ou-est-imprime", "--mot", ""), "n'est pas un texte"),
    "no such option": (("comptes", "--metier", "x"), "unrecognized arguments"),
}


@pytest.mark.parametrize(("arguments", "message"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_asked(arguments: tuple[str, ...], message: str, build: Path) -> None:
    """A sentence, and exit code 2."""
    options = ("--build", build) if len(arguments) > 1 else ()
    done = query(*arguments, *options)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_an_injection_finds_nothing(build: Path) -> None:
    """What tries to end its place is a word that is printed nowhere."""
    attack = '" } ?chose carto:texte ?texte . VALUES ?rien { "'
    done = query("ou-est-imprime", "--mot", attack, "--format", "csv", "--build", build)
    assert (done.returncode, done.stdout.strip()) == (0, "ligne,quoi,de,texte")


def test_without_a_build(tmp_path: Path) -> None:
    """Where there is no build, or only a part of one, the sentence says how to make one."""
    for manifest in (None, "{", "{}"):
        if manifest is not None:
            (tmp_path / "build.json").write_text(manifest, encoding="utf-8")
        done = query("comptes", "--build", tmp_path)
        assert done.returncode == 2
        assert "carto build" in done.stderr
        assert "Traceback" not in done.stderr
