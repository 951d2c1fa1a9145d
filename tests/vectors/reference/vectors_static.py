"""Encodings and hashes that need no history."""

from ecgfp5 import N
from goldilocks import P, digest_bytes, digest_hex
from poseidon2 import H
from protocol import (
    EMPTY, R, ZERO, ZERO_ETH, address_text, accounts_root, bech32m, checksum, commit, empty_root, evaluate, hex_of, key_text,
    leaf_elements, memo, message_elements, operation_id, path, public_data, running_digest, running_digest_start, scalar_bytes,
    state_root, commitment_elements,
)
from scenario import (
    ALICE, BOB, CAROL, CHAIN, NEVER, OPERATOR, OTHER_CHAIN, Person, account_json, accounts_json, authorization_json, context_json,
    intent_json, operation_json, transfer, withdrawal,
)

U60, U62 = 2**60 - 1, 2**62 - 1
WILD = (P - 1, 0, 1, P - 2)  # an address for which nobody knows a key, with the largest words


def files():
    return {
        "addresses.json": addresses(),
        "messages.json": messages(),
        "leaves.json": leaves(),
        "tree.json": tree(),
        "public-data.json": public_data_file(),
        "batch.json": batches(),
        "digest.json": digests(),
    }


def addresses():
    people = [ALICE, BOB, CAROL, OPERATOR, Person(1, "ff" * 20), Person(N - 1, "00" * 19 + "01")]
    good = address_text(ALICE.address)
    flipped = good[:10] + ("q" if good[10] != "q" else "p") + good[11:]
    return {
        "what": "L2 addresses: H(16, public key (5), L1 owner (3 limbs)), bech32m with prefix zp; and EIP-55 input.",
        "cases": [
            {
                "secretKey": hex_of(p.secret.to_bytes(40, "big")),
                "publicKey": key_text(p.key),
                "l1Owner": hex_of(p.owner),
                "l1OwnerChecksum": checksum(p.owner),
                "digest": digest_hex(p.address),
                "address": address_text(p.address),
            }
            for p in people
        ]
        + [{"digest": digest_hex(d), "address": address_text(d)} for d in (ZERO, WILD)],
        "refused": [
            {"text": "", "why": "empty"},
            {"text": good[:-1], "why": "too short"},
            {"text": good + "q", "why": "too long"},
            {"text": good.upper(), "why": "upper case"},
            {"text": good[:20].upper() + good[20:], "why": "mixed case"},
            {"text": flipped, "why": "checksum"},
            {"text": bech32m(digest_bytes(ALICE.address), "zq"), "why": "another prefix"},
            {"text": good[:30] + "b" + good[31:], "why": "b is no symbol"},
            {"text": " " + good[1:], "why": "space"},
            {"text": good[:30] + "\u00e9" + good[31:], "why": "not ASCII"},
            {"text": bech32m(P.to_bytes(8, "big") + bytes(24)), "why": "word 0 is p"},
            {"text": bech32m(bytes(24) + b"\xff" * 8), "why": "word 3 is 2^64 - 1"},
            {"text": padded_wrong(ALICE.address), "why": "padding bits not zero"},
            {"text": bech32_constant(ALICE.address), "why": "bech32 checksum instead of bech32m"},
        ],
        "walletInput": [
            {"text": checksum(ALICE.owner), "l1Owner": hex_of(ALICE.owner)},
            {"text": hex_of(ALICE.owner), "l1Owner": hex_of(ALICE.owner)},
            # The examples of EIP-55.
            {"text": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "l1Owner": "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"},
            {"text": "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "l1Owner": "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359"},
            {"text": "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "l1Owner": "0xdbf03b407c01e7cd3cbea99509d93f8dddc8c6fb"},
            {"text": "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb", "l1Owner": "0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb"},
            {"text": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "l1Owner": None},
            {"text": "0X5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "l1Owner": None},
            {"text": "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "l1Owner": None},
        ],
    }


def padded_wrong(digest):
    """A correct checksum over data whose last symbol has a padding bit set."""
    import protocol

    symbols = protocol.bech32m(digest_bytes(digest))[3:55]
    last = protocol.ALPHABET.index(symbols[-1]) | 1
    return _checksummed([protocol.ALPHABET.index(c) for c in symbols[:-1]] + [last], 0x2BC830A3)


def bech32_constant(digest):
    import protocol

    return _checksummed([protocol.ALPHABET.index(c) for c in protocol.bech32m(digest_bytes(digest))[3:55]], 1)


def _checksummed(symbols, constant):
    import protocol

    check = 1
    for value in [ord(c) >> 5 for c in "zp"] + [0] + [ord(c) & 31 for c in "zp"] + symbols + [0] * 6:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, g in enumerate([0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]):
            check ^= g if top >> i & 1 else 0
    check ^= constant
    return "zp1" + "".join(protocol.ALPHABET[s] for s in symbols + [check >> 5 * (5 - i) & 31 for i in range(6)])


def messages():
    reference = memo("Invoice 42: coffee \u2615")
    largest = transfer(BOB, 2**32 - 1, WILD, U60, 2**32 - 1, 2**48 - 1, 2**32 - 1, NEVER, WILD)
    cases = [
        ("a plain transfer", CHAIN, ALICE, transfer(ALICE, 1, BOB, 100, 3, 7, 0, 1_700_000_000, reference)),
        ("the same on another chain", OTHER_CHAIN, ALICE, transfer(ALICE, 1, BOB, 100, 3, 7, 0, 1_700_000_000, reference)),
        ("the same on another contract", {**CHAIN, "contract": OTHER_CHAIN["contract"]}, ALICE, transfer(ALICE, 1, BOB, 100, 3, 7, 0, 1_700_000_000, reference)),
        ("the smallest numbers", CHAIN, ALICE, transfer(ALICE, 1, BOB, 1, 0, 0, 0, 0)),
        ("the largest numbers", {"chainId": 2**63 - 1 - 36, "contract": b"\xff" * 20}, BOB, largest),
        ("a withdrawal", CHAIN, ALICE, withdrawal(ALICE, 1, BOB.owner, 100, 3, 7, 0, 1_700_000_000, reference)),
        ("a withdrawal of the largest numbers", CHAIN, CAROL, withdrawal(CAROL, 2**32 - 1, b"\xff" * 20, U60, 2**32 - 1, 2**48 - 1, 2**32 - 1, NEVER, WILD)),
    ]
    return {
        "what": "Signed messages: H(19, 23 elements), which is the operation id; and signatures over it.",
        "cases": [
            {
                "name": name,
                "context": context_json(context),
                "intent": intent_json(intent),
                "elements": [str(e) for e in message_elements(context, intent)],
                "id": digest_hex(operation_id(context, intent)),
                "secretKey": hex_of(who.secret.to_bytes(40, "big")),
                "authorization": authorization_json(who, context, intent),
            }
            for name, context, who, intent in cases
        ],
        "memos": [{"text": t, "reference": digest_hex(memo(t))} for t in ("", "a", "1234567", "12345678", "Invoice 42: coffee \u2615", "x" * 1024)],
    }


def leaves():
    accounts = [
        EMPTY,
        {"address": ALICE.address, "token": 0, "balance": 0, "nonce": 0},
        {"address": ALICE.address, "token": 7, "balance": 123456789, "nonce": 42},
        {"address": WILD, "token": 2**32 - 1, "balance": U62, "nonce": 2**48 - 1},
    ]
    return {
        "what": "Account leaves: H(17, address (4), token, balance, nonce, 0). The first is the empty leaf.",
        "cases": [
            {**account_json(a), "elements": [str(e) for e in leaf_elements(a)], "digest": digest_hex(H(17, leaf_elements(a)))} for a in accounts
        ],
    }


def tree():
    def account(i):
        return {"address": (i, 2, 3, 4), "token": i % 3, "balance": 1000 + i, "nonce": i}

    shapes = {
        "empty": [],
        "leaf 1": [1],
        "leaves 1 and 2": [1, 2],
        "leaves 1 to 9": range(1, 10),
        "the first and the last leaf": [1, 2**32 - 1],
        "far apart": [5, 64, 65, 4095, 4096, 2**16, 2**31, 2**32 - 2],
    }
    cases = []
    for name, indices in shapes.items():
        accounts = {i: account(i) for i in indices}
        shown = sorted({1, 2, *list(indices)[-1:]})
        cases.append({
            "name": name,
            "accounts": accounts_json(accounts),
            "accountsRoot": digest_hex(accounts_root(accounts)),
            "stateRoot": digest_hex(state_root(accounts)),
            "paths": [{"leaf": leaf, "siblings": [digest_hex(s) for s in path(accounts, leaf)]} for leaf in shown],
        })
    return {
        "what": "Depth-32 account trees; state root = H(18, accounts root, shielded root), the shielded root all zero.",
        "emptySubtrees": [digest_hex(empty_root(h)) for h in range(33)],
        "cases": cases,
    }


def some_operations():
    return {
        "transfer": {"kind": "transfer", "intent": transfer(ALICE, 1, BOB, 100, 3, 7), "recipient": 2, "opens": False},
        "transfer to oneself": {"kind": "transfer", "intent": transfer(ALICE, 1, ALICE, 100, 3, 8), "recipient": 1, "opens": False},
        "transfer that opens": {"kind": "transfer", "intent": transfer(ALICE, 1, WILD, U60, 2**32 - 1, 9), "recipient": 2**32 - 1, "opens": True},
        "withdrawal": {"kind": "withdrawal", "intent": withdrawal(BOB, 2, CAROL.owner, 55, 2, 0, 2**32 - 1)},
        "deposit": {
            "kind": "deposit", "queueIndex": 3, "leaf": 4, "opens": True, "address": CAROL.address, "token": 1, "amount": U60,
            "refund": CAROL.owner,
        },
        "forced exit": {
            "kind": "forcedExit", "queueIndex": 4, "leaf": 4, "address": CAROL.address, "token": 1, "burned": U60, "payee": CAROL.owner,
        },
        "forced exit without effect": {
            "kind": "forcedExit", "queueIndex": 5, "leaf": 0, "address": CAROL.address, "token": 1, "burned": 0, "payee": CAROL.owner,
        },
        "collected fees": {"kind": "collectFees", "leaf": 6, "opens": True, "address": OPERATOR.address, "token": 1, "amount": 2**44},
    }


def public_data_file():
    operations = some_operations()
    one = {name: public_data([op]) for name, op in operations.items()}
    transfer_, opens, deposit = one["transfer"], one["transfer that opens"], one["deposit"]

    def with_byte(data, at, value):
        return data[:at] + bytes([value]) + data[at + 1 :]

    refused = [
        ("one byte missing", transfer_[:-1], 0),
        ("one byte too many", transfer_ + b"\x00", 1),
        ("opcode 0", with_byte(transfer_, 0, 0), 0),
        ("opcode 7", with_byte(transfer_, 0, 7), 0),
        ("begins with a continuation", with_byte(transfer_, 0, 0x81), 0),
        ("a continuation after a whole operation", transfer_ + with_byte(transfer_, 0, 0x81), 1),
        ("ends inside an operation", opens[:42], 0),
        ("continuation out of order", with_byte(opens, 21, 0x82), 1),
        ("continuation repeated", with_byte(opens, 42, 0x81), 2),
        ("an opcode in place of a continuation", with_byte(opens, 21, 1), 1),
        ("padding of the head not zero", with_byte(deposit, 20, 1), 0),
        ("padding of the last slot not zero", with_byte(deposit, 83, 1), 0),
        ("padding after an address not zero", with_byte(one["collected fees"], 62, 1), 0),
        ("an address with a word of p", opens[:22] + P.to_bytes(8, "big") + opens[30:], 0),
    ]
    return {
        "what": "Public data: slots of 21 bytes. refused: data, and the slot where the fault is.",
        "cases": [{"name": n, "operation": operation_json(op), "data": hex_of(one[n])} for n, op in operations.items()]
        + [{"name": "nothing", "operation": None, "data": "0x"}],
        "all": hex_of(public_data(list(operations.values()))),
        "refused": [{"name": n, "data": hex_of(d), "slot": s} for n, d, s in refused],
    }


def batches():
    operations = list(some_operations().values())
    cases = []
    for name, number, ops in [("one transfer", 1, operations[:1]), ("a deposit only", 2, operations[4:5]), ("one of each", 2**40, operations)]:
        c = commit(CHAIN, number, ops)
        cases.append({
            "name": name,
            "context": context_json(CHAIN),
            "number": str(number),
            "operations": [operation_json(op) for op in ops],
            "publicData": hex_of(c["data"]),
            "elementCount": len(commitment_elements(CHAIN, ops)),
            "c": digest_hex(c["c"]),
            "d": hex_of(c["d"]),
            "z": hex_of(scalar_bytes(c["z"])),
            "y": hex_of(scalar_bytes(c["y"])),
        })
    many = b"".join(public_data([op]) for op in operations * 20)
    points = [0, 1, 2, R - 1, 2**254 + 12345]
    return {
        "what": "Commitments: C = H(20, blocks), D = Keccak-256, z = keccak256(tag, D, C, number) mod r, y = z^n + sum of slot_i z^(n-1-i) mod r.",
        "modulus": hex_of(scalar_bytes(R)),
        "cases": cases,
        "evaluations": [
            {"data": hex_of(d), "points": [{"z": hex_of(scalar_bytes(z)), "y": hex_of(scalar_bytes(evaluate(d, z)))} for z in points]}
            for d in (b"", bytes(21), bytes(42), b"\xff" * 21, many)
        ],
    }


def digests():
    out = []
    for context in (CHAIN, OTHER_CHAIN):
        genesis = state_root({})
        digest = running_digest_start(context, genesis)
        steps = []
        for number, timestamp, fill in [(1, 0, 0), (2, 1_700_000_000, 5), (3, NEVER, P - 1)]:
            header = {
                "number": number, "timestamp": timestamp, "newRoot": (fill,) * 4, "c": (fill, 1, 2, 3),
                "z": 2**254 + fill, "y": R - 1 - fill,
            }
            digest = running_digest(digest, context, header)
            steps.append({
                "number": str(number), "timestamp": str(timestamp), "newRoot": digest_hex(header["newRoot"]), "c": digest_hex(header["c"]),
                "z": hex_of(scalar_bytes(header["z"])), "y": hex_of(scalar_bytes(header["y"])), "digest": digest_hex(digest),
            })
        out.append({"context": context_json(context), "genesisRoot": digest_hex(genesis), "start": digest_hex(running_digest_start(context, genesis)), "steps": steps})
    return {"what": "Running digests: d0 = H(21, 8 elements), dn = H(22, 28 elements).", "cases": out}
