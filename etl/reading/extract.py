"""The door to reading: find the files of a source, read them batch by batch, and check one row again."""

from etl.reading.find import find_readings
from etl.reading.reading import Reading
from etl.reading.reread import reread
from etl.reading.staged import SetAside, StagedBatch, Warning_

__all__ = ["Reading", "SetAside", "StagedBatch", "Warning_", "find_readings", "reread"]
