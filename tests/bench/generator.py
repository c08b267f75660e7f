"""A log generator as one writes it in an afternoon: the peer of kbc simulate in bench_simulate.py.

usage: generator.py LINES FILE

It keeps its file open, formats each line in one go, and draws as few random numbers as it can."""
import random
import sys
from datetime import datetime, timedelta, timezone

SERVICES = [("payment-gateway", "v2.5.0"), ("auth-security-svc", "v4.2.1"),
            ("db-cache-cluster", "v8.0.32"), ("biz-logic-engine", "v1.12.0")]
INFO = ["Request completed: GET /api/v1/orders/{n} 200 in {ms}ms",
        "Session {id} opened for user-{n} from 203.0.113.{ip}",
        "Cache hit ratio {percent}% over the last 60s, {n} keys",
        "Order ORD-{n} confirmed, 3 items, total {n}00 KRW"]
CASES = [("ERROR", "PG Timeout - Upstream provider response timed out after {ms}ms.",
          'Amount="{n}", Currency="KRW", MerchantID="M-{n}"'),
         ("ERROR", "Connection Pool - HikariPool-1 connection is not available, timed out.",
          'WaitTime="{ms}ms", ActiveConnections="50/50", QueueSize="{percent}"'),
         ("WARN", "Login Failed - Brute Force protection triggered for user admin.",
          'ClientIP="198.51.100.{ip}", Action="BruteForce", TargetUser="admin"')]


def values():
    return {"n": random.randrange(1000, 9999), "ms": random.randrange(100, 9999),
            "ip": random.randrange(1, 255), "percent": random.randrange(10, 99),
            "id": f"{random.getrandbits(32):08x}"}


def line(now):
    service, version = random.choice(SERVICES)
    trace = f"{random.getrandbits(32):08x}"
    time = now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03}Z"
    if random.random() < 0.74:
        message = random.choice(INFO).format(**values())
        return f"[INFO] {time} {service}/{version} [{trace}]: {message}\n"
    level, message, context = random.choice(CASES)
    drawn = values()
    return (f"[{level}] {time} {service}/{version} [{trace}]: {message.format(**drawn)}"
            f" | Context: {{{context.format(**drawn)}}}\n")


def main():
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        for _ in range(int(sys.argv[1])):
            now += timedelta(milliseconds=50)
            file.write(line(now))


main()
