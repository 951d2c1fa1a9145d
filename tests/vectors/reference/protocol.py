"""A second implementation of docs/spec/protocol.md, written for clarity and apart from the C# code."""

import hashlib
from functools import cache

from ecgfp5 import words
from goldilocks import P, digest_bytes, digest_hex, limbs
from keccak import keccak256
from poseidon2 import H, node

TAG_ADDRESS, TAG_LEAF, TAG_STATE, TAG_MESSAGE, TAG_BATCH, TAG_START, TAG_STEP, TAG_RECEIPTS, TAG_MEMO = range(16, 25)
ZERO = (0, 0, 0, 0)
ZERO_ETH = bytes(20)
R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
assert R == 0xD201000000010000**4 - 0xD201000000010000**2 + 1  # x^4 - x^2 + 1 at the curve's x
DEPTH = 32


def hex_of(data: bytes) -> str:
    return "0x" + data.hex()


# --- Addresses -------------------------------------------------------------------------------------------------------

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def bech32m(data: bytes, hrp: str = "zp") -> str:
    def polymod(values):
        generator = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]
        check = 1
        for value in values:
            top = check >> 25
            check = (check & 0x1FFFFFF) << 5 ^ value
            for i in range(5):
                check ^= generator[i] if top >> i & 1 else 0
        return check

    bits = "".join(f"{b:08b}" for b in data)
    bits += "0" * (-len(bits) % 5)
    symbols = [int(bits[i : i + 5], 2) for i in range(0, len(bits), 5)]
    expanded = [ord(c) >> 5 for c in hrp] + [0] + [ord(c) & 31 for c in hrp]
    check = polymod(expanded + symbols + [0] * 6) ^ 0x2BC830A3
    return hrp + "1" + "".join(ALPHABET[s] for s in symbols + [check >> 5 * (5 - i) & 31 for i in range(6)])


def address(key, owner: bytes):
    return H(TAG_ADDRESS, list(key) + limbs(owner))


def address_text(digest) -> str:
    return bech32m(digest_bytes(digest))


def checksum(owner: bytes) -> str:
    digest = keccak256(owner.hex().encode()).hex()
    return "0x" + "".join(c.upper() if int(h, 16) >= 8 else c for c, h in zip(owner.hex(), digest))


# --- State -----------------------------------------------------------------------------------------------------------


def leaf_elements(account):
    return list(account["address"]) + [account["token"], account["balance"], account["nonce"], 0]


EMPTY = {"address": ZERO, "token": 0, "balance": 0, "nonce": 0}


@cache
def empty_root(height):
    return H(TAG_LEAF, leaf_elements(EMPTY)) if height == 0 else node(empty_root(height - 1), empty_root(height - 1))


@cache
def _leaf(elements):
    return H(TAG_LEAF, elements)


@cache
def _node(left, right):
    return node(left, right)


def subtree(accounts, height, index):
    """The digest of the node at this height and index, recursively."""
    inside = {leaf: a for leaf, a in accounts.items() if leaf >> height == index}
    if not inside:
        return empty_root(height)
    if height == 0:
        return _leaf(tuple(leaf_elements(inside[index])))
    return _node(subtree(inside, height - 1, 2 * index), subtree(inside, height - 1, 2 * index + 1))


def accounts_root(accounts):
    return subtree(accounts, DEPTH, 0)


def path(accounts, leaf):
    return [subtree(accounts, height, leaf >> height ^ 1) for height in range(DEPTH)]


def state_root(accounts, shielded=ZERO):
    return H(TAG_STATE, accounts_root(accounts) + shielded)


# --- Messages --------------------------------------------------------------------------------------------------------

TYPE = {"transfer": 1, "withdrawal": 3}


def context_elements(context):
    return [context["chainId"]] + limbs(context["contract"])


def message_elements(context, intent):
    if intent["type"] == "transfer":
        recipient = list(intent["recipient"])
    else:
        recipient = limbs(intent["recipient"]) + [0]
    return (
        context_elements(context)
        + [TYPE[intent["type"]], intent["sender"]]
        + list(intent["senderAddress"])
        + [intent["token"]]
        + recipient
        + [intent["amount"], intent["fee"], intent["nonce"], intent["validUntil"]]
        + list(intent["reference"])
    )


def operation_id(context, intent):
    return H(TAG_MESSAGE, message_elements(context, intent))


def memo(text):
    data = text.encode()
    return ZERO if not data else H(TAG_MEMO, [len(data)] + limbs(data))


# --- Public data -----------------------------------------------------------------------------------------------------


def payload(op):
    def u32(x):
        return x.to_bytes(4, "big")

    def u64(x):
        return x.to_bytes(8, "big")

    kind = op["kind"]
    if kind == "transfer":
        i = op["intent"]
        head = u32(i["sender"]) + u32(op["recipient"]) + u64(i["amount"]) + u32(i["fee"])
        return (2, head + digest_bytes(i["recipient"])) if op["opens"] else (1, head)
    if kind == "withdrawal":
        i = op["intent"]
        return 3, u32(i["sender"]) + u32(i["token"]) + u64(i["amount"]) + u32(i["fee"]) + i["recipient"]
    amount, opcode, tail = {
        "deposit": ("amount", 4, "refund"),
        "forcedExit": ("burned", 5, "payee"),
        "collectFees": ("amount", 6, None),
    }[kind]
    head = u32(op["leaf"]) + u32(op["token"]) + u64(op[amount]) + bytes(4)
    return opcode, head + digest_bytes(op["address"]) + (op[tail] if tail else b"")


def slots(op) -> list[bytes]:
    opcode, data = payload(op)
    data += bytes(-len(data) % 20)
    parts = [data[i : i + 20] for i in range(0, len(data), 20)]
    return [bytes([opcode if k == 0 else 0x80 + k]) + part for k, part in enumerate(parts)]


def public_data(operations) -> bytes:
    return b"".join(slot for op in operations for slot in slots(op))


# --- Commitments and headers -----------------------------------------------------------------------------------------


def commitment_elements(context, operations):
    elements = []
    for op in operations:
        for slot in slots(op):
            elements += limbs(slot) + [0]
        if "intent" in op:
            elements += operation_id(context, op["intent"])
    return elements


def evaluation_point(d: bytes, c, number: int) -> int:
    tag = b"rollup/public-data/evaluation/v1"
    assert len(tag) == 32
    return int.from_bytes(keccak256(tag + d + digest_bytes(c) + number.to_bytes(32, "big")), "big") % R


def evaluate(data: bytes, z: int) -> int:
    values = [int.from_bytes(data[i : i + 21], "big") for i in range(0, len(data), 21)]
    n = len(values)
    return (pow(z, n, R) + sum(v * pow(z, n - 1 - i, R) for i, v in enumerate(values))) % R


def commit(context, number, operations):
    data = public_data(operations)
    c = H(TAG_BATCH, commitment_elements(context, operations))
    d = keccak256(data)
    z = evaluation_point(d, c, number)
    return {"data": data, "c": c, "d": d, "z": z, "y": evaluate(data, z)}


def scalar_bytes(value: int) -> bytes:
    return value.to_bytes(32, "big")


def running_digest_start(context, genesis):
    return H(TAG_START, context_elements(context) + list(genesis))


def running_digest(previous, context, header):
    return H(
        TAG_STEP,
        list(previous)
        + context_elements(context)
        + [header["number"], header["timestamp"]]
        + list(header["newRoot"])
        + list(header["c"])
        + limbs(scalar_bytes(header["z"]))
        + limbs(scalar_bytes(header["y"])),
    )


# --- Log -------------------------------------------------------------------------------------------------------------


def genesis_hash(context) -> bytes:
    return hashlib.sha256(
        b"rollup/event-log/genesis/v1"
        + context["chainId"].to_bytes(8, "big")
        + context["contract"]
        + digest_bytes(state_root({}))
    ).digest()


def event_hash(previous: bytes, canonical: bytes) -> bytes:
    return hashlib.sha256(previous + canonical).digest()


def event_id(writer: bytes, sequence: int, content: bytes) -> str:
    raw = bytearray(
        hashlib.sha256(b"rollup/event-id/v1" + writer + sequence.to_bytes(8, "big") + hashlib.sha256(content).digest()).digest()[:16]
    )
    raw[6] = raw[6] & 0x0F | 0x80
    raw[8] = raw[8] & 0x3F | 0x80
    h = raw.hex()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


# --- Receipts --------------------------------------------------------------------------------------------------------


def receipt_leaf(leaf) -> bytes:
    return hashlib.sha256(
        b"\x00"
        + leaf["sequence"].to_bytes(8, "big")
        + leaf["acceptedAt"].to_bytes(8, "big")
        + digest_bytes(leaf["operationId"])
        + leaf["eventHash"]
        + leaf["previousEventHash"]
    ).digest()


def _split(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def group_root(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1: the left subtree is the largest full one that is smaller than the whole."""
    if len(leaves) == 1:
        return leaves[0]
    k = _split(len(leaves))
    return hashlib.sha256(b"\x01" + group_root(leaves[:k]) + group_root(leaves[k:])).digest()


def group_path(leaves: list[bytes], index: int) -> list[bytes]:
    """RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return group_path(leaves[:k], index) + [group_root(leaves[k:])]
    return group_path(leaves[k:], index - k) + [group_root(leaves[:k])]


def receipt_message(context, key_id, first, size, root: bytes):
    return H(TAG_RECEIPTS, context_elements(context) + [key_id, first, size] + limbs(root))


# --- Text forms ------------------------------------------------------------------------------------------------------

digest_text = digest_hex


def key_text(key) -> str:
    return hex_of(words(key))
