"""What a model says of the whole firm is for those who see the whole firm."""

import pytest

from dashboard.auth.reader import Reader
from dashboard.queries.runs import newest_solve


@pytest.mark.parametrize("model", ["staffing", "budget", "funding"])
def test_the_models_own_sentence_is_for_those_who_see_everything(firm, model):
    own = firm.scalar("SELECT s.sentence FROM pred.solve AS s WHERE s.run_id = 1 AND s.model = :model", model=model)
    everything = Reader(0, "all", "", "partner", has_all_scope=True, practices=(), clients=(), database=firm)
    limited = Reader(0, "one", "", "partner", has_all_scope=False, practices=("P-A",), clients=(), database=firm)
    assert newest_solve(everything, model)["sentence"] == own
    assert own not in newest_solve(limited, model)["sentence"]
    assert newest_solve(limited, model)["solve_status"] == newest_solve(everything, model)["solve_status"]
