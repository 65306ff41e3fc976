"""What was published and what was told of it, counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.bot.slack_records import Message

_LINK = re.compile(r"/news/(\d+)\b")

Wanted = tuple[str, int]


@dataclass(frozen=True)
class Fault:
    """Something that was done to the installation, and when."""

    what: str
    at: float


@dataclass
class Ledger:
    """The account of one run. `wanted` is each channel with each release it is to be told of."""

    published: int
    wanted: set[Wanted]
    shown_at: Mapping[int, float]
    messages: Sequence[Message]
    faults: Sequence[Fault]
    differences: Sequence[str] = ()
    told_at: dict[Wanted, float] = field(init=False)
    times: Counter[Wanted] = field(init=False)

    def __post_init__(self) -> None:
        self.times, self.told_at = Counter(), {}
        for message in self.messages:
            for number in {int(n) for n in _LINK.findall(str(message.body))}:
                told = (message.channel, number)
                self.times[told] += 1
                self.told_at.setdefault(told, message.at)

    @property
    def lost(self) -> list[Wanted]:
        """What a channel wanted and was not told."""
        return sorted(self.wanted - self.times.keys())

    @property
    def twice(self) -> list[Wanted]:
        """What a channel was told more than once."""
        return sorted(told for told, times in self.times.items() if times > 1)

    @property
    def unasked(self) -> list[Wanted]:
        """What a channel was told and did not want."""
        return sorted(self.times.keys() - self.wanted)

    @property
    def well(self) -> bool:
        """Whether everything was told once, and the archive is as it should be."""
        return not (self.lost or self.twice or self.unasked or self.differences)

    def recovery(self, fault: Fault) -> float:
        """Seconds from a fault until all that had been published before it was told.

        Faults that came meanwhile are not taken off.
        """
        waiting = [
            at
            for told in self.wanted
            if (at := self.told_at.get(told)) is not None
            and self.shown_at[told[1]] <= fault.at < at
        ]
        return max(waiting) - fault.at if waiting else 0.0

    def standstill(self, fault: Fault) -> float:
        """Seconds from a fault until anything was told again, if anything waited to be."""
        after = [at for at in self.told_at.values() if at > fault.at]
        return min(after) - fault.at if after and self.recovery(fault) else 0.0

    def __str__(self) -> str:
        longest = max(self.faults, key=self.standstill, default=None)
        slowest = max(self.faults, key=self.recovery, default=None)
        kinds = Counter(fault.what.split(":")[0] for fault in self.faults)
        delays = sorted(at - self.shown_at[told[1]] for told, at in self.told_at.items())
        lines = [
            f"faults            {len(self.faults)}"
            + "".join(f"\n  {what:<15} {count}" for what, count in sorted(kinds.items())),
            f"published         {self.published} releases",
            f"to be announced   {len(self.wanted)} (a release in a channel that wants it)",
            f"announced         {len(self.wanted & self.times.keys())}",
            f"lost              {len(self.lost)} {self.lost[:5] or ''}".rstrip(),
            f"twice             {len(self.twice)} {self.twice[:5] or ''}".rstrip(),
            f"not asked for     {len(self.unasked)} {self.unasked[:5] or ''}".rstrip(),
            f"archive           differs from an undisturbed one's in {len(self.differences)}",
            *(f"  {row}" for row in self.differences[:10]),
        ]
        if delays:
            middle = delays[len(delays) // 2]
            lines.append(
                f"from page to Slack {middle:.1f} s in the middle, {delays[-1]:.1f} s most"
            )
        if longest:
            lines.append(f"longest standstill {self.standstill(longest):.1f} s ({longest.what})")
        if slowest:
            lines.append(f"slowest recovery  {self.recovery(slowest):.1f} s ({slowest.what})")
        return "\n".join(lines)
