"""Teams, sub-teams and pods: the organization that initiatives name."""

from demo.firm import PRACTICES

TEAMS = dict(
    zip(
        PRACTICES,
        (
            ("Advisory", "Strategy"),
            ("Technology", "Data"),
            ("Technology", "Cloud"),
            ("Advisory", "Finance"),
            ("Technology", "Security"),
        ),
        strict=True,
    )
)
PODS = ("Pod A", "Pod B", "Pod C")


def place_of(practice: str, ordinal: int) -> dict[str, str]:
    """Team, sub-team and pod of somebody in that practice."""
    team, sub_team = TEAMS[practice]
    return {"team": team, "sub_team": sub_team, "pod": PODS[ordinal // len(PRACTICES) % len(PODS)]}
