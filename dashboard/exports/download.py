"""The address of every table as a file: `/export/<table>.<csv|xlsx>` with the page's own query."""

from datetime import UTC, datetime

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dashboard.auth.guard import check_role
from dashboard.auth.reader import Reader, current_reader
from dashboard.components import words
from dashboard.exports.files import Provenance, as_csv, as_excel
from dashboard.queries.freshness import freshness
from dashboard.tables import TABLES

exports = Blueprint("exports", __name__)
_EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@exports.get("/export/<code>.<kind>")
def download(code: str, kind: str) -> Response:
    """One table, for readers whose role may see it, with the rows of their scope."""
    reader = current_reader()
    table = TABLES.get(code)
    if table is None or kind not in {"csv", "xlsx"}:
        raise NotFound
    check_role(reader, table.roles)
    rows = table.rows(reader, request.args.to_dict())
    provenance = _provenance(reader)
    content = (
        as_csv(rows, table.columns, provenance)
        if kind == "csv"
        else as_excel(rows, table.columns, provenance, table.name)
    )
    response = Response(content, mimetype="text/csv" if kind == "csv" else _EXCEL_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.{kind}"'
    return response


def _provenance(reader: Reader) -> Provenance:
    age = freshness(reader, datetime.now(UTC).date())
    return (
        ("Data as of", words.day(age.as_of_date)),
        ("Batch", str(age.batch_id or "none")),
        ("Run", str(age.run_id or "none")),
        ("State", "stale" if age.warnings else "current"),
    )
