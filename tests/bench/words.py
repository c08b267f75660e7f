"""The words of synthetic knowledge bases, and the small grammar that makes messages of them."""
import random

DOMAINS = """account address audit auth balance basket batch billing booking cart catalog chat
claims coupon courier credit customer delivery device dispatch export fleet fraud gift identity
import invoice ledger license loan locker loyalty mail market media menu meter order parcel
partner payment payout pickup planner policy price profile promo quota rating refund region
report returns review risk route search seller session shipping stock store supply survey tax
ticket token trade transit travel vendor voucher wallet warehouse webhook""".split()
ROLES = """api worker gateway sync cache core edge engine hub indexer ingest job loader manager
proxy queue reader router runner scheduler service store stream writer""".split()
AREAS = "eu kr us jp sg br in au ca uk de fr".split()

FIRST = """Access Account Anchor Archive Asset Balance Batch Beacon Bucket Cache Cargo Channel
Claim Cluster Cursor Delta Digest Domain Draft Event Fabric Filter Fleet Frame Grant Graph
Handle Index Intake Journal Kernel Label Lease Ledger Locale Marker Matrix Mirror Module Node
Notice Object Packet Parcel Parser Policy Portal Profile Quota Record Relay Replica Route
Sample Schema Secret Shard Signal Snapshot Socket Source Stream Table Tenant Token Topic Vault
Vector Vertex Volume Window""".split()
SECOND = """Adapter Agent Allocator Applier Arbiter Binder Broker Buffer Builder Checker Client
Codec Collector Committer Compactor Controller Copier Counter Decoder Drainer Driver Emitter
Encoder Fetcher Flusher Guard Holder Importer Joiner Keeper Limiter Linker Loader Locker Mapper
Merger Monitor Mover Picker Planner Poller Pool Prober Publisher Purger Reader Recycler
Registry Replayer Resolver Rotator Sampler Scanner Sealer Sender Shipper Signer Sorter Spooler
Tracker Trimmer Updater Verifier Watcher Writer""".split()
LABELS = """Allocation Backup Certificate Checkout Cleanup Compaction Connection Consumer
Deployment Election Encryption Export Failover Handshake Import Login Lookup Migration
Notification Partition Permission Pool Probe Publication Rebalance Refund Registration
Replication Reservation Restore Rollback Rotation Scaling Settlement Shutdown Startup Storage
Subscription Throttle Upload Validation""".split()
LABEL_ENDS = "Alert Aborted Broken Degraded Error Failure Fault Stalled Warning Rejected".split()

STATES = """stale pending remote primary secondary orphaned encrypted compressed duplicate
partial inbound outbound nightly shared signed temporary expired detached obsolete oversized
unsigned unreachable blocked nested cached leaked malformed truncated unbounded rejected idle
frozen corrupted missing unknown mismatched unordered foreign nullable recursive archived
throttled delegated inherited mutable poisoned quarantined replicated sealed tainted""".split()
THINGS = """checksum cursor envelope manifest offset partition payload permit queue quorum
receipt region replica request reservation response row schema segment semaphore session shard
signature slot snapshot socket subscription tablespace tenant thread timer token topic
transaction tuple upstream vacuum version view watermark worker bucket barrier blob bookmark
callback cipher column commit constraint coordinator credential deadline descriptor digest
directory document election epoch exchange fence fragment grant handle hash header heap hook
image instance interval journal key lease letter limit lock mailbox mapping mutex namespace
nonce packet page pipeline plugin pointer policy port prefix proof protocol provider
record""".split()
VERBS = """rejected dropped exhausted stalled overflowed diverged crashed leaked corrupted
starved expired refused blocked detached aborted unavailable unreadable unwritable deadlocked
misrouted overloaded revoked saturated stuck suspended terminated throttled unbalanced
uncommitted undeliverable unresolved unverified evicted fenced flapping lagging orphaned
poisoned preempted quarantined reset shed skewed""".split()
CAUSES = """because after while since although whenever""".split()
ENDS = """never acknowledged|is still held|was closed early|cannot be decoded|does not fit|
has no owner|lost its leader|ran out of memory|failed to renew|was not replicated|
is read only|cannot be parsed|went away|was not granted|is not mounted|has wrong length|
lacks a signature|returned nothing|was cancelled upstream|kept no copy|is too old|
could not be sealed|disagrees with the journal|was written twice|is out of range|
has not been verified|refers to itself|cannot be located""".replace("\n", "").split("|")

KOREAN_THINGS = """결제 주문 재고 토큰 세션 인증서 캐시 원장 정산 배송 쿠폰 환불 로그인 색인 복제본 파티션 스냅샷 메시지큐
커넥션풀 스레드풀 디스크 볼륨 게이트웨이 라우팅 스케줄러 백업 알림 구독 잔액 한도 서명 암호키 감사기록 이벤트 배치작업 집계
검색노드 샤드 락 트랜잭션""".split()
KOREAN_STATES = """비정상 만료된 지연된 중복 손상된 누락된 원격 임시 읽기전용 보류된 오래된 미승인 비활성 격리된 과도한 잘못된
암호화된 압축된 외부 내부 야간 공유 고아 불완전한""".split()
KOREAN_FAILS = """처리 실패|갱신 중단|검증 오류 발생|연결 거부됨|동기화 지연 감지|쓰기 충돌|복구 불가|응답 없음|용량 초과|
순서 역전 발견|할당 실패|접근 차단됨|해제되지 않음|재시도 소진|리더 선출 실패|상태 불일치""".replace("\n", "").split("|")
KOREAN_WHY = """원인 미확인|상위 서비스 무응답|잠금 대기 초과|형식 불일치|권한 부족|디스크 부족|서명 누락|버전 충돌|
시계 오차|중복 요청|네트워크 단절|설정 누락""".replace("\n", "").split("|")

# Words of lines that belong to no case, and of what is added to lines that do: none of them
# is in the lists above, in any spelling of its letters.
FOREIGN = """gladly hopefully meanwhile morning sunny yesterday evidently somewhat cheerful
walrus teapot lantern meadow pebble willow harbour orchard""".split()


class Dice:
    """Draws that are the same with every version of Python: made of random() alone."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def pick(self, items):
        return items[int(self.random() * len(items))]

    def chance(self, share):
        return self.random() < share

    def between(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def hexadecimal(self, n):
        return "".join("0123456789abcdef"[int(self.random() * 16)] for _ in range(n))


def services(count):
    """So many names, each once."""
    names = [f"{domain}-{role}" for role in ROLES for domain in DOMAINS]
    names += [f"{name}-{area}" for area in AREAS for name in names]
    step = 7919                       # spreads the roles over the first few; a prime
    return [names[i * step % len(names)] for i in range(count)]


# ---- Values: a kind and a text of it; lines have others of the same kind ------------------

def _octets(dice):
    return f"{dice.pick(['192.0.2', '198.51.100', '203.0.113'])}.{dice.between(1, 254)}"


VALUES = {
    "milliseconds": lambda dice: f"{dice.between(10, 99999)}ms",
    "seconds": lambda dice: f"{dice.between(1, 900)}s",
    "percent": lambda dice: f"{dice.between(1, 99)}%",
    "megabytes": lambda dice: f"{dice.between(8, 9999)}MB",
    "ratio": lambda dice: f"{dice.between(1, 500)}/{dice.between(1, 500)}",
    "count": lambda dice: str(dice.between(2, 99999)),
    "address": lambda dice: f"{_octets(dice)}:{dice.between(1024, 65535)}",
    "host": lambda dice: f"node-{dice.between(1, 99)}.internal",
    "order": lambda dice: f"ORD-{dice.between(1000, 999999)}",
    "item": lambda dice: f"ITEM-{dice.between(100, 9999)}",
    "uuid": lambda dice: "-".join(("7" + dice.hexadecimal(n))[:n] for n in (8, 4, 4, 4, 12)),
    "quoted": lambda dice: f"'{dice.pick(FOREIGN)}_{dice.hexadecimal(4)}'",
    "key": lambda dice: f'"{dice.pick(FOREIGN)}"',
    "path": lambda dice: f"/var/lib/{dice.pick(FOREIGN)}/{dice.hexadecimal(6)}",
    "mail": lambda dice: f"{dice.pick(FOREIGN)}@example.com",
}
KINDS = sorted(VALUES)


def draw(kind, dice):
    return VALUES[kind](dice)


# ---- Messages: lists of parts, each a constant text or (kind, text) -----------------------

def _value(dice):
    kind = dice.pick(KINDS)
    return (kind, draw(kind, dice))


def english(dice):
    """From 4 to 12 constant words, and up to two values."""
    parts = [dice.pick(FIRST) + dice.pick(SECOND)]
    if dice.chance(0.25):
        parts.append(_value(dice))
    if dice.chance(0.7):
        parts.append(dice.pick(STATES))
    parts += [dice.pick(THINGS), dice.pick(VERBS)]
    if dice.chance(0.3):
        parts += [dice.pick(["for", "on", "at"]), _value(dice)]
    parts += [dice.pick(CAUSES), dice.pick(STATES), dice.pick(THINGS)]
    if dice.chance(0.7):
        parts.append(dice.pick(ENDS))
    if dice.chance(0.2):
        parts.append(_value(dice))
    return parts


def korean(dice):
    parts = [dice.pick(KOREAN_STATES), dice.pick(KOREAN_THINGS)]
    if dice.chance(0.4):
        parts.append(_value(dice))
    parts += [dice.pick(KOREAN_FAILS), dice.pick(KOREAN_STATES), dice.pick(KOREAN_WHY)]
    if dice.chance(0.3):
        parts.append(("count", f"{dice.between(2, 999)}건"))
    return parts


def label(dice):
    return f"{dice.pick(LABELS)} {dice.pick(LABEL_ENDS)}"


def constant_words(parts):
    """The constant words, small, one space between two."""
    return " ".join(part.lower() for part in parts if isinstance(part, str))
