"""The process that runs the week: it leads alone, catches up, answers "Run now", and stops cleanly."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from config.errors import PropError
from config.settings import Settings
from etl.ledger import now_utc
from pipeline import catch_up, weekly_run
from pipeline.models.model import Model
from pipeline.order import Order, Watch
from pipeline.run_requests import open_requests
from pipeline.timetable import weekly_trigger
from powerbi.settings import PowerBISettings, read_settings
from sql.engine import Database, LockHeldError
from sql.session_scope import service

LEADER_LOCK = "scheduler"
STAND_BY_SECONDS = 15.0
POLL_SECONDS = 3.0
WAKE_SECONDS = 1.0
CATCH_UP_SECONDS = 900.0
MISFIRE_GRACE_SECONDS = 6 * 24 * 3600  # a laptop that slept through Monday runs when it wakes
LOCK_WAIT_SECONDS = 2.0
REQUESTER = "scheduler"


@dataclass
class Scheduler:
    """Leads while it holds the lock ``scheduler``; a second one stands by.

    Attributes
    ----------
    models
        Those of each run's kind by default.
    powerbi
        The model that published runs refresh; None does without.
    clock
        UTC without a zone.
    """

    database: Database
    settings: Settings
    models: Sequence[Model] | None = None
    powerbi: PowerBISettings | None = None
    clock: Callable[[], datetime] = now_utc
    poll_seconds: float = POLL_SECONDS
    stand_by_seconds: float = STAND_BY_SECONDS
    stopping: threading.Event = field(default_factory=threading.Event)
    leading: threading.Event = field(default_factory=threading.Event)

    def serve(self) -> None:
        """Lead, or stand by until the leader is gone; returns after `stop`, when the run at work has ended."""
        trigger = weekly_trigger(self.settings.weekly_cron, self.settings.time_zone)
        log = structlog.get_logger("prop.scheduler")
        while not self.stopping.is_set():
            try:
                with self.database.lock(LEADER_LOCK):
                    self._lead(trigger, log)
            except LockHeldError as held:
                log.info("standing by", reason=str(held))
                self.stopping.wait(self.stand_by_seconds)
            except PropError as error:
                log.warning("leadership lost", reason=str(error))
                self.stopping.wait(self.stand_by_seconds)

    def stop(self) -> None:
        """Start nothing new, and end the run at work before its next step."""
        self.stopping.set()

    def _lead(self, trigger: CronTrigger, log: structlog.stdlib.BoundLogger) -> None:
        """Run the timetable until somebody says stop."""
        jobs = BackgroundScheduler(timezone=self.settings.time_zone, daemon=True)
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": MISFIRE_GRACE_SECONDS}
        jobs.add_job(self.run_week, trigger, id="weekly", **options)
        jobs.add_job(
            self.answer_requests, "interval", seconds=self.poll_seconds, id="requests", coalesce=True, max_instances=1
        )
        jobs.add_job(
            self.answer_scenarios, "interval", seconds=self.poll_seconds, id="scenarios", coalesce=True, max_instances=1
        )
        jobs.add_job(
            self.catch_up,
            "interval",
            seconds=CATCH_UP_SECONDS,
            next_run_time=datetime.now(UTC),
            id="catch-up",
            **options,
        )
        jobs.start()
        self.leading.set()
        log.info("leading", next_run=str(jobs.get_job("weekly").next_run_time))
        try:
            while not self.stopping.wait(WAKE_SECONDS):
                pass  # short waits, so that Ctrl-C is heard on every system
        finally:
            self.leading.clear()
            self.stopping.set()
            jobs.shutdown(wait=True)
            log.info("stopped")

    @service()
    def run_week(self) -> None:
        """The weekly run that is due."""
        self._run(Order("weekly", requested_by=REQUESTER))

    @service()
    def catch_up(self) -> None:
        """Note the weeks that were missed, and run the last of them now."""
        with self._patience():
            trigger = weekly_trigger(self.settings.weekly_cron, self.settings.time_zone)
            missed = catch_up.missed_firings(self.database, trigger, self.clock())
            if missed:
                structlog.get_logger("prop.scheduler").warning("runs were missed", due=[str(due) for due in missed])
                catch_up.note_missed(self.database, missed[:-1], self.clock())
                self._run(Order("weekly", requested_by=f"{REQUESTER}, catching up {missed[-1]:%Y-%m-%d %H:%M}"))

    @service()
    def answer_requests(self) -> None:
        """Run what the app asked for, each request once."""
        with self._patience():
            for request in open_requests(self.database):
                order = Order(
                    request.kind, is_again=True, requested_by=request.requested_by, request_id=request.request_id
                )
                self._run(order)

    @service()
    def answer_scenarios(self) -> None:
        """Solve the scenarios that the app asked for; another process that is at it goes on."""
        from pipeline.scenarios import solving  # noqa: PLC0415 (solvers are imported when they are needed)

        with suppress(LockHeldError), self._patience():
            solving.answer(self.database, self.settings, should_stop=self.stopping.is_set)

    def _run(self, order: Order) -> None:
        """Run as soon as no other run is at work."""
        log = structlog.get_logger("prop.scheduler")
        watch = Watch(should_stop=self.stopping.is_set, clock=self.clock)
        while not self.stopping.is_set():
            try:
                with self._patience():
                    report = weekly_run.run(
                        self.database, order, self.settings, watch=watch, models=self.models, powerbi=self.powerbi
                    )
                    log.info("run ended", kind=order.kind, run_id=report.run_id, reason=report.sentence)
            except LockHeldError:
                self.stopping.wait(LOCK_WAIT_SECONDS)
            else:
                return

    @contextmanager
    def _patience(self) -> Iterator[None]:
        """Leave what goes wrong to the ledger and the log: the next week must come all the same."""
        log = structlog.get_logger("prop.scheduler")
        try:
            yield
        except LockHeldError:
            raise
        except PropError as error:
            log.warning("a job failed", reason=str(error))
        except Exception:
            log.exception("a job failed unexpectedly")


@dataclass(frozen=True)
class Handle:
    """A scheduler in a thread of this process."""

    scheduler: Scheduler
    thread: threading.Thread

    def stop(self, *, timeout_seconds: float = 30.0) -> bool:
        """Ask it to end and wait; whether it did within the time."""
        self.scheduler.stop()
        self.thread.join(timeout_seconds)
        return not self.thread.is_alive()


def start_background(database: Database, settings: Settings) -> Handle:
    """The scheduler inside this process, for the demo and for DuckDB, whose file one process owns.

    Parameters
    ----------
    database
        Shared with the rest of the process; it stays open after `Handle.stop`.

    Raises
    ------
    UsageError
        The timetable or the time zone of the settings cannot be read, or Power BI is half configured.
    """
    weekly_trigger(settings.weekly_cron, settings.time_zone)
    scheduler = Scheduler(database, settings, powerbi=read_settings())
    thread = threading.Thread(target=scheduler.serve, name="prop-scheduler", daemon=True)
    thread.start()
    return Handle(scheduler, thread)
