"""On whose behalf a session acts: told at every checkout, kept from the next reader."""

import threading

import pyodbc
import pytest
from sqlalchemy.exc import DisconnectionError

from sql.session_scope import NOBODY, SERVICE, Acting, acting, acting_for, service
from sql.sqlserver.scope import RESET_CONNECTION, on_checkout


@pytest.fixture(autouse=True)
def nobody():
    """Whatever ran before in this process has left nobody acting."""
    with acting_for(None):
        yield


class Session:
    """A connection that notes what it is told; a second value of a key is refused until the session is reset."""

    def __init__(self, *, can_reset=True):
        self.context, self.said, self.can_reset = {}, [], can_reset
        self.autocommit = False

    def cursor(self):
        return self

    def close(self):
        pass

    def set_attr(self, attribute, value):
        assert (attribute, value) == (RESET_CONNECTION, 1)
        if self.can_reset:
            self.context.clear()

    def execute(self, statement, values):
        assert self.autocommit
        assert "@read_only = 1" in statement
        key, value = values
        if key in self.context:
            raise pyodbc.ProgrammingError("42000", "The key has been set as read_only for this session. (15664)")
        self.context[key] = value
        self.said.append(key)


class Record:
    """What a pool keeps beside a connection."""

    def __init__(self):
        self.info = {}


def test_nobody_acts_until_somebody_says_so():
    assert acting() == NOBODY
    with acting_for(7):
        assert acting() == Acting("reader", 7)
        with service():
            assert acting() == SERVICE
        assert acting() == Acting("reader", 7)
        with acting_for(None):
            assert acting() == NOBODY
    assert acting() == NOBODY


def test_an_error_ends_the_part_as_well():
    with pytest.raises(ValueError, match="stop"), acting_for(7):
        raise ValueError("stop")
    assert acting() == NOBODY


def test_a_new_thread_acts_for_nobody():
    seen = []
    with acting_for(7):
        thread = threading.Thread(target=lambda: seen.append(acting()))
        thread.start()
        thread.join()
    assert seen == [NOBODY]


def test_a_function_may_act_as_a_service():
    assert service()(acting)() == SERVICE
    assert acting() == NOBODY


def test_a_connection_carries_the_reader_and_never_the_one_before():
    session, record = Session(), Record()
    with acting_for(7):
        on_checkout(session, record, None)
    assert session.context == {"user_id": 7, "scope": "reader"}
    on_checkout(session, record, None)
    assert session.context == {"scope": "nobody"}
    with service():
        on_checkout(session, record, None)
    assert session.context == {"scope": "all"}
    assert session.autocommit is False


def test_the_same_reader_again_is_told_nothing():
    session, record = Session(), Record()
    for _ in range(3):
        with acting_for(7):
            on_checkout(session, record, None)
    assert session.said == ["user_id", "scope"]


def test_a_session_that_cannot_be_reset_is_thrown_away():
    session, record = Session(can_reset=False), Record()
    with acting_for(7):
        on_checkout(session, record, None)
    with acting_for(8), pytest.raises(DisconnectionError):
        on_checkout(session, record, None)


def test_a_new_session_that_cannot_be_told_is_an_error():
    session, record = Session(), Record()
    session.context["scope"] = "all"
    with pytest.raises(pyodbc.ProgrammingError):
        on_checkout(session, record, None)
