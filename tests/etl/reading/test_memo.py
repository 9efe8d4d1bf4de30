"""A column's memory: each text is read once, faults and notes are kept beside the values."""

from etl.reading import memo
from etl.reading.fault import Fault, Noted, Outcome
from etl.reading.memo import Memo


def test_a_text_is_read_once_and_its_fault_or_note_is_kept() -> None:
    asked: list[str] = []

    def convert(raw: str) -> Outcome:
        asked.append(raw)
        return {"bad": Fault("not_a_number", "is not"), "old": Noted("new", "crosswalk", "was read")}.get(
            raw, raw or None
        )

    column = Memo(convert)
    assert column.read(["a", "bad", "old", "", "a"]) == ["a", None, "new", None, "a"]
    assert column.read(["old", "bad"]) == ["new", None]
    assert asked == ["a", "bad", "old", ""]
    assert (set(column.faults), set(column.notes)) == ({"bad"}, {"old"})


def test_a_column_of_unlike_texts_does_not_fill_the_memory(monkeypatch) -> None:
    monkeypatch.setattr(memo, "REMEMBERED", 3)
    column = Memo(lambda raw: raw)
    for start in range(0, 30, 3):
        batch = [str(number) for number in range(start, start + 3)]
        assert column.read(batch) == batch
        assert len(column) <= 6
