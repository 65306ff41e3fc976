"""What the bot counts of its own requests and deliveries, for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

SLACK_REQUESTS = Counter(
    "accord_slack_requests", "Calls of Slack's Web API by what came of them.", ("method", "result")
)
DELIVERY_DELAY = Histogram(
    "accord_delivery_delay_seconds",
    "From the commit that made a delivery to its message in the channel.",
    buckets=(0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600, 21600, 86400),
)
