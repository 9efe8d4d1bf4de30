"""What can stop a task from the outside; what goes wrong inside a task is raised as it is."""

from config.errors import PropError


class TaskLostError(PropError):
    """A task's worker died, again and again; no result of it exists."""


class TaskLateError(PropError):
    """A task was not done when its time limit passed."""


class TaskFormError(PropError):
    """A task, its shared object or its result cannot travel between processes."""


class CrewError(PropError):
    """The workers cannot be started or reached, or are not the ones expected."""
