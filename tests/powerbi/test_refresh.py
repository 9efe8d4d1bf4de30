import logging
import threading
import time

import pytest
import requests

from powerbi.errors import NoLongerWaitedForError, PowerBIError, RefreshFailedError, SignInError
from powerbi.refresh import refresh
from powerbi.settings import RefreshObject
from tests.powerbi.conftest import QUICK
from tests.powerbi.stand_in import DATASET, SECRET, WORKSPACE, Fault


def posts(service):
    return [call.body for call in service.asked("POST", "/refreshes")]


def test_an_enhanced_refresh_is_asked_for_polled_and_reported_under_its_id(service, settings_of):
    done = refresh(settings_of(service, mode="enhanced"), pace=QUICK)
    assert done.is_complete
    assert done.request_id == service.refreshes[0].request_id
    assert done.sentence().startswith("Enhanced refresh completed in ")
    assert posts(service) == [
        {
            "type": "full", "commitMode": "transactional", "maxParallelism": 4, "retryCount": 1, "timeout": "00:00:20",
            "applyRefreshPolicy": True,
        }
    ]  # fmt: skip
    assert len(service.asked("GET", f"/refreshes/{done.request_id}")) == 3, "two looks found it under way"
    assert not service.asked("GET", "/groups?"), "only mode auto asks the workspace"


def test_a_plain_refresh_sends_nothing_but_the_notify_option_and_is_found_in_the_history(service, settings_of):
    service.is_on_capacity = False
    done = refresh(settings_of(service, mode="plain"), pace=QUICK)
    assert (done.way, done.request_id) == ("plain", service.refreshes[0].request_id)
    assert posts(service) == [{"notifyOption": "NoNotification"}]
    assert not service.asked("GET", "/refreshes/")


@pytest.mark.parametrize(("is_on_capacity", "way"), [(True, "enhanced"), (False, "plain")])
def test_auto_asks_the_workspace_whether_it_has_a_capacity(service, settings_of, is_on_capacity, way):
    service.is_on_capacity = is_on_capacity
    assert refresh(settings_of(service), pace=QUICK).way == way


def test_tables_and_partitions_go_along_and_need_a_capacity(service, settings_of):
    objects = [RefreshObject(table="fact_staffing_plan"), RefreshObject(table="fact_phase_week", partition="2026Q1")]
    refresh(settings_of(service), objects=objects, pace=QUICK)
    assert posts(service)[0]["objects"] == [
        {"table": "fact_staffing_plan"},
        {"table": "fact_phase_week", "partition": "2026Q1"},
    ]
    service.is_on_capacity = False
    with pytest.raises(PowerBIError, match=r"refreshes whole models only. Nothing was refreshed"):
        refresh(settings_of(service), objects=objects, pace=QUICK)
    assert len(posts(service)) == 1


def test_all_partitions_are_read_again_where_the_policy_is_left_aside(service, settings_of):
    refresh(settings_of(service, apply_refresh_policy=False), pace=QUICK)
    assert posts(service)[0]["applyRefreshPolicy"] is False
    service.is_on_capacity = False
    with pytest.raises(PowerBIError, match=r"All partitions were asked for.* Nothing was refreshed"):
        refresh(settings_of(service, apply_refresh_policy=False), pace=QUICK)


def test_nobody_waits_where_nobody_is_asked_to(service, settings_of):
    service.looks = 10**6
    done = refresh(settings_of(service), is_waiting=False, pace=QUICK)
    assert not done.is_complete
    assert "asked for, and not waited for" in done.sentence()


def test_429_is_waited_out_as_long_as_the_service_says(service, settings_of):
    service.faults = [
        Fault("POST", "/refreshes", 429, {"Retry-After": "0"}),
        Fault("POST", "/refreshes", 429, {"Retry-After": "1"}),
    ]
    began = time.monotonic()
    refresh(settings_of(service), pace=QUICK)
    assert time.monotonic() - began >= 1.0
    assert len(posts(service)) == 3


def test_429_beyond_the_time_there_is_ends_at_once_and_says_how_long(service, settings_of):
    service.faults = [Fault("POST", "/refreshes", 429, {"Retry-After": "7200", "x-ms-request-id": "abc"})]
    with pytest.raises(PowerBIError, match=r"HTTP 429; it asks to wait 7200 s. What the model holds stays") as raised:
        refresh(settings_of(service), pace=QUICK)
    assert raised.value.request_id == "abc"
    assert len(posts(service)) == 1


def test_a_burst_of_server_errors_passes(service, settings_of):
    service.faults = [Fault("GET", "/groups?", status) for status in (500, 502, 503)]
    service.faults += [Fault("GET", "/refreshes/", 504), Fault("GET", "/refreshes/", 0)]
    assert refresh(settings_of(service), pace=QUICK).is_complete
    assert len(posts(service)) == 1


def test_server_errors_without_end_stop_after_six_attempts(service, settings_of):
    service.faults = [Fault("GET", "/groups?", 500) for _ in range(99)]
    with pytest.raises(PowerBIError, match=r"did not answer GET /v1.0/myorg/groups in 6 attempts or in time: HTTP 500"):
        refresh(settings_of(service), pace=QUICK)
    assert len(service.calls) == 6 + 2, "and discovery and the token"


@pytest.mark.parametrize("status", [0, 502])
def test_a_refresh_whose_acceptance_got_lost_is_not_asked_for_twice(service, settings_of, status):
    service.faults = [Fault("POST", "/refreshes", status, is_heard=True)]
    service.looks = 4
    done = refresh(settings_of(service), pace=QUICK)
    assert [one.request_id for one in service.refreshes] == [done.request_id]


@pytest.mark.parametrize("mode", ["enhanced", "plain"])
def test_a_refresh_under_way_is_waited_for_and_followed_by_our_own(service, settings_of, mode):
    others = service.begin("Scheduled", looks=3)
    done = refresh(settings_of(service, mode=mode), pace=QUICK)
    assert others.is_over
    assert [one.request_id for one in service.refreshes] == [done.request_id, others.request_id]
    assert len(posts(service)) == 2


def test_a_refresh_of_others_that_never_ends_is_named(service, settings_of):
    others = service.begin("OnDemand", looks=10**6)
    with pytest.raises(
        PowerBIError, match=f"{others.request_id}, is still under way after 1 s. No refresh was asked for"
    ):
        refresh(settings_of(service, timeout_seconds=1), pace=QUICK)


def test_a_400_with_nothing_under_way_repeats_the_services_words(service, settings_of):
    body = {"error": {"code": "InvalidRequest", "message": "Too many refreshes today"}}
    service.faults = [Fault("POST", "/refreshes", 400, {"x-ms-request-id": "r-1"}, body)]
    with pytest.raises(
        PowerBIError, match=r"HTTP 400: InvalidRequest: Too many refreshes today.*eight a day"
    ) as raised:
        refresh(settings_of(service), pace=QUICK)
    assert raised.value.request_id == "r-1"


@pytest.mark.parametrize(
    ("status", "way_out"),
    [(403, f"a Contributor of workspace {WORKSPACE}"), (404, f"no model {DATASET} in the workspace"), (418, "README")],
)
def test_other_refusals_name_who_can_mend_them_and_are_not_repeated(service, settings_of, status, way_out):
    service.faults = [Fault("POST", "/refreshes", status)]
    with pytest.raises(PowerBIError, match=rf"HTTP {status}: no reason given.*stays as it was.*{way_out}"):
        refresh(settings_of(service), pace=QUICK)
    assert len(posts(service)) == 1


def test_a_workspace_that_the_principal_does_not_see_is_named(service, settings_of):
    service.knows_workspace = False
    with pytest.raises(PowerBIError, match=f"client-7 sees no workspace {WORKSPACE}. Nothing was refreshed"):
        refresh(settings_of(service), pace=QUICK)


@pytest.mark.parametrize(
    ("mode", "reason"),
    [("enhanced", "0xC11C0020: Session cancelled"), ("plain", "ModelRefreshFailed_CredentialsNotSpecified")],
)
def test_a_failed_refresh_says_what_the_service_says(service, settings_of, mode, reason):
    service.outcome, service.reason = "Failed", reason.removeprefix("0xC11C0020: ")
    with pytest.raises(RefreshFailedError, match=f"ended as failed: {reason}. The model keeps what it held") as raised:
        refresh(settings_of(service, mode=mode), pace=QUICK)
    assert raised.value.request_id == service.refreshes[0].request_id


@pytest.mark.parametrize("outcome", ["Cancelled", "Disabled"])
def test_a_refresh_that_somebody_stopped_has_not_completed(service, settings_of, outcome):
    service.outcome = outcome
    with pytest.raises(RefreshFailedError, match=f"ended as {outcome.lower()}"):
        refresh(settings_of(service), pace=QUICK)


def test_a_refresh_that_takes_too_long_is_cancelled(service, settings_of):
    service.looks = 10**6
    with pytest.raises(RefreshFailedError, match=r"ended as cancelled: it took longer than 1 s .* and was cancelled"):
        refresh(settings_of(service, timeout_seconds=1), pace=QUICK)
    assert service.refreshes[0].is_cancelled
    assert len(service.asked("DELETE", f"/refreshes/{service.refreshes[0].request_id}")) == 1


def test_a_plain_refresh_that_takes_too_long_goes_on_and_says_so(service, settings_of):
    service.looks = 10**6
    with pytest.raises(RefreshFailedError, match="a plain refresh cannot be cancelled and goes on"):
        refresh(settings_of(service, mode="plain", timeout_seconds=1), pace=QUICK)
    assert not service.asked("DELETE", "/")


def test_an_expired_token_is_renewed_while_it_polls(service, settings_of):
    service.looks = 6
    watcher = threading.Thread(target=lambda: expire_after(service, 3))
    watcher.start()
    assert refresh(settings_of(service), pace=QUICK).is_complete
    watcher.join()
    assert len(service.tokens) == 2


def expire_after(service, looks):
    while len(service.asked("GET", "/refreshes/")) < looks:
        time.sleep(0.005)
    with service.lock:
        service.valid.clear()


def test_a_token_about_to_expire_is_replaced_before_it_is_refused(service, settings_of):
    service.token_seconds = 60  # msal renews what has five minutes or less
    refresh(settings_of(service), pace=QUICK)
    assert len(service.tokens) > 1


def test_a_token_that_is_refused_again_and_again_is_the_tenants_setting(service, settings_of):
    service.faults = [Fault("GET", "/groups?", 401), Fault("GET", "/groups?", 401)]
    with pytest.raises(PowerBIError, match=r"HTTP 401.*client-7 is not accepted: a Fabric administrator"):
        refresh(settings_of(service), pace=QUICK)


def test_a_wrong_secret_is_told_in_the_first_sentence_of_entra_id(service, settings_of):
    with pytest.raises(
        SignInError, match=r"principal client-7: AADSTS7000215: Invalid client secret.* Nothing was refr"
    ) as e:
        refresh(settings_of(service, client_secret="wrong-and-private"), pace=QUICK)
    assert "wrong-and-private" not in str(e.value)


def test_an_entra_id_out_of_reach_is_named(service, settings_of):
    with pytest.raises(SignInError, match=r"https://127.0.0.1:1 could not be asked for a token"):
        refresh(settings_of(service, login_url="https://127.0.0.1:1"), pace=QUICK)


def test_a_service_out_of_reach_is_named(service, settings_of):
    with pytest.raises(PowerBIError, match=r"https://127.0.0.1:1 did not answer .* ConnectionError"):
        refresh(settings_of(service, api_url="https://127.0.0.1:1"), pace=QUICK)


def test_a_process_that_is_asked_to_end_stops_waiting_and_leaves_the_refresh_alone(service, settings_of):
    service.looks = 10**6
    stops = iter([False] * 5)
    with pytest.raises(NoLongerWaitedForError, match=r"asked to end.* The service goes on with refresh"):
        refresh(settings_of(service), should_stop=lambda: next(stops, True), pace=QUICK)
    assert not service.asked("DELETE", "/")


@pytest.mark.filterwarnings("ignore:.*certificate:urllib3.exceptions.InsecureRequestWarning")
def test_neither_secret_nor_token_is_written_anywhere(service, settings_of, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    (tmp_path / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
    settings = settings_of(service, client_secret="", client_secret_file=tmp_path / "secret")
    service.faults = [Fault("GET", "/groups?", 401), Fault("POST", "/refreshes", 503), Fault("GET", "/refreshes/", 0)]
    service.outcome, service.reason = "Failed", "no"
    with pytest.raises(RefreshFailedError) as raised:
        refresh(settings, pace=QUICK)
    assert service.tokens, "it did sign in"
    written = [repr(settings_of(service)), str(raised.value), repr(raised.value), caplog.text]
    written += [str(record.__dict__) for record in caplog.records]
    assert not [text for text in written for hidden in (SECRET, *service.tokens) if hidden in text]


def test_a_certificate_signs_in_without_any_secret(service, settings_of, tmp_path):
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    from tests.powerbi.stand_in import certificate

    _, made, key = certificate(tmp_path, is_server=False)
    pfx = tmp_path / "principal.pfx"
    pfx.write_bytes(pkcs12.serialize_key_and_certificates(b"prop", key, made, None, BestAvailableEncryption(b"pw")))
    settings = settings_of(service, client_secret="", certificate_file=pfx, certificate_password="pw")
    assert refresh(settings, pace=QUICK).is_complete
    assert "client_secret" not in service.asked("POST", "/token")[0].body


def test_every_call_has_a_time_limit(service, settings_of, monkeypatch):
    limits = []
    send = requests.Session.request

    def note(self, *words, **options):
        limits.append(options.get("timeout"))
        return send(self, *words, **options)

    monkeypatch.setattr(requests.Session, "request", note)
    refresh(settings_of(service), pace=QUICK)
    assert limits
    assert None not in limits
