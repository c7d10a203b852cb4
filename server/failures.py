"""What a failed evaluation is to the visitor: a status, a sentence, and what to do instead."""

from server.advice import Advice, Advisor
from server.errors import BadQuery, Busy, NotAcceptable, ResultTooLarge, TimedOut, VisitorError
from server.job import Failure
from server.negotiation import GRAPHS, RESULTS

_ALWAYS = {"OPTIONAL", "LATERAL", "SERVICE"}
_FEW = 200  # characters of a line of a query that are shown


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


class BrokenAnswer(Exception):
    """The answer ends here, and is not whole: the connection must show it."""


# What a query has used up, by the name of its failure.
_EXHAUSTED = {
    "memory": "La requête demande plus de mémoire qu'elle n'en a.",
    "stack": "La requête est trop longue ou trop imbriquée pour être lue.",
    "crash": "Le processus qui évaluait la requête s'est arrêté.",
}


def explain(failure: Failure, text: str, seconds: float, advisor: Advisor) -> VisitorError:
    """Return the error that *failure*, of the query *text*, is to the visitor."""
    match failure.code:
        case "syntax":
            error: VisitorError = _syntax(failure, text)
        case "evaluation":
            error = BadQuery(f"La requête ne peut être évaluée : {failure.detail}")
        case "format":
            table = GRAPHS if failure.detail == "graph" else RESULTS
            error = NotAcceptable(
                "Le résultat de cette requête n'a pas de format qui convienne au client.",
                remedy="Formats offerts : " + ", ".join(table),
            )
        case "rows" | "bytes" | "row":
            error = _taught(ResultTooLarge, _too_large(failure), advisor.advise(text))
        case "time":
            sentence = f"La requête n'a pas fini dans son temps ({seconds:g} s)."
            error = _taught(TimedOut, sentence, advisor.advise(text))
        case "busy":
            error = Busy.waiting()
        case code:
            error = _taught(Busy, _EXHAUSTED[code], advisor.advise(text))
            error.headers["Retry-After"] = "30"
    return error


def _too_large(failure: Failure) -> str:
    limit = int(failure.detail)
    if failure.code == "rows":
        return f"Le résultat dépasse {limit:,} lignes.".replace(",", "\u202f")
    what = "Le résultat" if failure.code == "bytes" else "Une seule ligne du résultat"
    return f"{what} dépasse {limit >> 20} Mio."


def _syntax(failure: Failure, text: str) -> BadQuery:
    """Return the error of a query that cannot be read, with the place and the line itself."""
    expected = _expected(failure.detail)
    if not failure.line:
        return BadQuery(f"La requête n'est pas du SPARQL : {failure.detail[:_FEW]}")
    line, column = failure.line, failure.column
    lines = text.split("\n")
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    start = max(0, column - _FEW // 2)
    return BadQuery(
        f"La requête n'est pas du SPARQL : ligne {line}, colonne {column}.",
        remedy=f"Attendu ici : {expected}" if expected else "",
        line=str(line),
        column=str(column),
        extract=shown[start : start + _FEW],
        caret=str(min(column - start, _FEW)),
    )


def _expected(detail: str) -> str:
    """Return what the parser would rather have read there, if it is of use to people.

    It goes on with classes of characters; and a word that may always stand there says nothing.
    """
    said = detail.partition(": ")[2].split(", [")[0].removeprefix("expected ").removeprefix("one of ")
    words = [word.strip() for word in said.split(", ")]
    useful = [word for word in words if word and word not in _ALWAYS and not word.startswith("[")]
    return ", ".join(useful)[:_FEW]


def _taught(kind: type[VisitorError], sentence: str, advice: Advice) -> VisitorError:
    return kind(sentence, remedy=advice.sentence(), **advice.members())
