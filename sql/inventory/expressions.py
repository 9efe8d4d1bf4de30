"""Conditions and defaults in one form, whether a file or SQL Server's catalog words them."""

from sqlglot import exp, parse_one


def canonical(text: str) -> str:
    """One wording for the same expression: SQL Server keeps IN as a chain of OR, and BETWEEN as two comparisons."""
    return worded(parse_one(f"SELECT 1 WHERE {text}", read="tsql").args["where"].this)


def canonical_value(text: str) -> str:
    """As `canonical`, for the value of a DEFAULT."""
    return worded(parse_one(f"SELECT {text}", read="tsql").expressions[0])


def worded(node: exp.Expr) -> str:
    """An expression without brackets, in lower case but for its texts; the sides of AND and OR in one order."""
    chain = chained(node)
    if chain:
        return chain
    if isinstance(node, exp.Paren):
        return worded(node.this)
    if isinstance(node, exp.Literal | exp.National):
        return exp.Literal(this=node.this, is_string=isinstance(node, exp.National) or node.is_string).sql("tsql")
    if isinstance(node, tuple(SIGNS)):
        return f"{worded(node.args['this'])} {SIGNS[type(node)]} {worded(node.args['expression'])}"
    return node.sql("tsql").replace("[", "").replace("]", "").lower()


def chained(node: exp.Expr) -> str:
    """An expression that says several things, or nothing."""
    if isinstance(node, exp.In):
        return joined("or", [f"{worded(node.this)} = {worded(value)}" for value in node.expressions])
    if isinstance(node, exp.Between):
        subject, low, high = worded(node.this), worded(node.args["low"]), worded(node.args["high"])
        return joined("and", [f"{subject} >= {low}", f"{subject} <= {high}"])
    if isinstance(node, exp.Or | exp.And):
        return joined("or" if isinstance(node, exp.Or) else "and", [worded(side) for side in sides(node, type(node))])
    return ""


SIGNS: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<=",
}  # fmt: skip


def sides(node: exp.Expr, kind: type[exp.Expr]) -> list[exp.Expr]:
    """The parts of a chain of one connective."""
    while isinstance(node, exp.Paren):
        node = node.this
    if not isinstance(node, kind):
        return [node]
    return [*sides(node.args["this"], kind), *sides(node.args["expression"], kind)]


def joined(word: str, parts: list[str]) -> str:
    """The parts of a chain in alphabetical order."""
    return "(" + f" {word} ".join(sorted(parts)) + ")" if len(parts) > 1 else parts[0]
