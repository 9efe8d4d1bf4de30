"""A client of the Dask cluster that the installation names, once its workers are known to be the right ones."""

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog

from optimizer.parallel.errors import CrewError
from optimizer.parallel.installation import installation

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS = 10
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
WAY_OUT = "Nothing was started. "
LOG = structlog.get_logger(__name__)


def connect(address: str) -> "Client":
    """Open a client; TLS files come from Dask's own configuration.

    Parameters
    ----------
    address
        Such as ``tls://scheduler.example:8786``.

    Raises
    ------
    CrewError
        Dask is not installed, the scheduler does not answer, has no workers, or workers that differ from this machine.
    """
    try:
        from distributed import Client  # noqa: PLC0415 (two seconds, and an extra)
    except ImportError as error:
        raise CrewError(
            f"PROP_DASK_SCHEDULER names {address}, but Dask is not installed here ({error}). {WAY_OUT}"
            "Install it, pip install 'prop[cluster]', or unset PROP_DASK_SCHEDULER to use this machine's cores."
        ) from error
    _warn_of_open_network(address)
    try:
        asyncio.run(_knock(address))
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise CrewError(
            f"The Dask scheduler {address} does not answer ({error}). {WAY_OUT}See that it runs and that "
            "PROP_DASK_SCHEDULER names it, or unset the setting to use this machine's cores."
        ) from error
    try:
        _refuse_unfit(client, address)
    except BaseException:
        client.close()  # type: ignore[no-untyped-call]
        raise
    return client


async def _knock(address: str) -> None:
    """Say hello and go: a client that cannot connect does not end cleanly."""
    from distributed.comm.core import connect as open_channel  # noqa: PLC0415 (an extra)
    from distributed.security import Security  # noqa: PLC0415

    security = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
    channel = await open_channel(address, timeout=CONNECT_SECONDS, **security)  # type: ignore[no-untyped-call]
    await channel.close()


def worker_threads(client: "Client") -> dict[str, int]:
    """Threads of each worker, by address."""
    workers = client.scheduler_info(n_workers=-1)["workers"]
    return {name: int(worker["nthreads"]) for name, worker in workers.items()}


def _refuse_unfit(client: "Client", address: str) -> None:
    """Workers there must be, one thread each, with what is installed here."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        raise CrewError(
            f"The Dask scheduler {address} has no workers. {WAY_OUT}Start some: dask worker {address} --nthreads 1."
        ) from error
    wide = {name: count for name, count in worker_threads(client).items() if count != 1}
    if wide:
        name, count = next(iter(wide.items()))
        raise CrewError(
            f"Dask worker {name} computes {count} tasks at once, {len(wide)} worker(s) of {address} more than one. "
            f"{WAY_OUT}Solves with time limits must not share a core: start workers with --nthreads 1."
        )
    here = installation()
    try:
        everywhere = client.run(installation)
    except Exception as error:
        raise CrewError(
            f"The Dask workers of {address} cannot run PROP ({type(error).__name__}: {error}). {WAY_OUT}"
            "Install the same version of PROP on them, with the extra: prop[cluster]."
        ) from error
    for name, there in everywhere.items():
        others = [
            f"{part} {there.get(part)} instead of {ours}" for part, ours in here.items() if there.get(part) != ours
        ]
        if others:
            raise CrewError(
                f"Dask worker {name} has {', '.join(others)}: its results could differ. {WAY_OUT}"
                "Install on it what is installed here."
            )


def _warn_of_open_network(address: str) -> None:
    """Whoever reaches a scheduler without TLS runs code on its workers, and on this machine."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme == "tcp" and parts.hostname not in LOOPBACK:
        LOG.warning("Dask without TLS: whoever reaches this scheduler can run code and read data", scheduler=address)
