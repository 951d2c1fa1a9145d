"""Events, their hash chain, receipts, and a small log that later releases must replay to the same roots."""

import hashlib
import json

from ecgfp5 import sign
from events import canonical, metadata
from goldilocks import P, digest_hex
from ledger import Ledger
from protocol import (
    ZERO, address_text, commit, event_hash, event_id, genesis_hash, group_path, group_root, hex_of, key_text, operation_id,
    receipt_leaf, receipt_message, running_digest, running_digest_start, scalar_bytes, state_root,
)
from scenario import (
    ALICE, BOB, CAROL, CHAIN, NEVER, OPERATOR, Person, accounts_json, context_json, operation_json, signature, transfer, withdrawal,
)

SEQUENCER = Person(0x5E9 << 128, "00" * 20)
KEY_ID = 1
START = 1_700_000_000_123
LADDER = [(16, 16), (256, 16), (2048, 64), (4096, 256)]


def files():
    log = Log()
    play(log)
    return {
        "golden-log-1.json": log.json(),
        "events.json": events(log),
        "receipts.json": receipts(log),
    }


class Log:
    """A sequencer without any of its duties: it writes down what it is told."""

    def __init__(self):
        self.ledger = Ledger()
        self.hash = genesis_hash(CHAIN)
        self.root = state_root({})
        self.digest = running_digest_start(CHAIN, self.root)
        self.number = self.timestamp = 0
        self.batch, self.first = [], 0
        self.at = START
        self.records, self.seals, self.pending, self.events = [], [], [], []

    def add(self, event):
        sequence = len(self.records) + len(self.pending)
        data = canonical(event, sequence)
        previous, self.hash = self.hash, event_hash(self.hash, data)
        self.pending.append({"sequence": sequence, "data": data, "previous": previous, "hash": self.hash, "event": event})

    def operation(self, type_, op, **more):
        if not self.batch:
            self.open_timestamp = max(self.at // 1000, self.timestamp)
            self.first = len(self.records) + len(self.pending)
        self.ledger.apply(op)
        self.batch.append(op)
        self.add({"type": type_, "at": self.at, "operation": op, **more})

    def deposit(self, who, token, amount):
        self.operation("DepositCredited", self.ledger.deposit(who.address, token, amount, who.owner))

    def exit(self, leaf, who, token):
        self.operation("ForcedExitProcessed", self.ledger.forced_exit(leaf, who.address, token, who.owner))

    def send(self, who, intent):
        self.ledger.check(intent, self.at // 1000)
        type_ = {"transfer": "TransferAccepted", "withdrawal": "WithdrawalAccepted"}[intent["type"]]
        self.operation(
            type_, self.ledger.resolve(intent), id=operation_id(CHAIN, intent), key=who.key, owner=who.owner,
            signature=signature(who, CHAIN, intent),
        )

    def seal(self):
        self.flush()
        places = len([f for f in self.ledger.fees.values() if f])
        capacity = next(ops for ops, fees in LADDER if len(self.batch) <= ops and places <= fees)
        for op in self.ledger.collections(OPERATOR.address):
            self.operation("FeesCollected", op)
        self.number, self.timestamp = self.number + 1, self.open_timestamp
        c = commit(CHAIN, self.number, self.batch)
        previous, self.root = self.root, state_root(self.ledger.accounts)
        header = {"number": self.number, "timestamp": self.timestamp, "newRoot": self.root, "c": c["c"], "z": c["z"], "y": c["y"]}
        self.digest = running_digest(self.digest, CHAIN, header)
        self.add({
            "type": "BatchSealed", "at": self.at, "header": header, "previousRoot": previous, "d": c["d"], "runningDigest": self.digest,
            "firstSequence": self.first, "operationCount": len(self.batch), "slotCount": len(c["data"]) // 21, "capacity": capacity,
        })
        self.seals.append({
            "number": str(self.number), "root": digest_hex(self.root), "runningDigest": digest_hex(self.digest),
            "publicData": hex_of(c["data"]), "accounts": accounts_json(self.ledger.accounts),
        })
        self.batch = []
        self.flush()

    def flush(self):
        """Ends an append group."""
        for record in self.pending:
            record["first"], record["size"] = self.pending[0]["sequence"], len(self.pending)
            record["metadata"] = metadata(record["sequence"], record["previous"], record["hash"], record["first"], record["size"])
        self.records += self.pending
        self.pending = []

    def json(self):
        return {
            "what": "A whole log of format 1: every event's canonical bytes and metadata, and the state after each seal.",
            "context": context_json(CHAIN),
            "operator": address_text(OPERATOR.address),
            "genesisRoot": digest_hex(state_root({})),
            "genesisHash": hex_of(genesis_hash(CHAIN)),
            "events": [{"data": r["data"].decode(), "metadata": r["metadata"].decode()} for r in self.records],
            "seals": self.seals,
            "nextQueueIndex": str(self.ledger.next_queue_index),
        }


def play(log):
    log.deposit(ALICE, 0, 1_000_000)
    log.deposit(BOB, 0, 500_000)
    log.deposit(ALICE, 7, 2**40)
    log.flush()
    log.at += 250
    log.send(ALICE, transfer(ALICE, 1, BOB, 2_500, 10, 0))
    log.send(ALICE, transfer(ALICE, 1, CAROL, 40_000, 10, 1, reference=(1, 2, 3, 4)))
    log.send(BOB, transfer(BOB, 2, ALICE, 1, 0, 0, valid_until=START // 1000))
    log.send(ALICE, transfer(ALICE, 3, CAROL, 2**39, 2**32 - 1, 0, token=7))
    log.flush()
    log.at += 1_900
    log.send(ALICE, transfer(ALICE, 1, ALICE, 77, 5, 2))
    log.send(CAROL, withdrawal(CAROL, 4, CAROL.owner, 30_000, 25, 0))
    log.seal()

    log.at += 10_000
    log.exit(2, BOB, 0)
    log.exit(2, ALICE, 0)
    log.exit(2, BOB, 0)
    log.seal()

    # The clock went back: the batch keeps the time of the one before.
    log.at = START - 60_000
    log.send(ALICE, transfer(ALICE, 1, (P - 1, 0, 1, P - 2), 9, 1, 3))
    log.send(CAROL, transfer(CAROL, 5, ALICE, 2**38, 3, 0, token=7))
    log.seal()


def events(log):
    by_type = {}
    for record in log.records:
        by_type.setdefault(record["event"]["type"], []).append(record["data"])
    rejected = [
        {"type": "OperationRejected", "at": START, "id": (9, 8, 7, 6), "reason": "nonce_too_low", "expected": "5"},
        {"type": "OperationRejected", "at": 0, "id": ZERO, "reason": "amount_zero", "expected": None},
    ]
    by_type["OperationRejected"] = [canonical(e, i) for i, e in enumerate(rejected)]
    sample = by_type["TransferAccepted"][0].decode()
    return {
        "what": "Canonical bytes of every event type, hashes and ids; and texts that must be refused.",
        "genesisHash": hex_of(genesis_hash(CHAIN)),
        "cases": [{"type": t, "data": d.decode()} for t, all_ in by_type.items() for d in all_],
        "hashes": [{"previous": hex_of(r["previous"]), "data": r["data"].decode(), "hash": hex_of(r["hash"])} for r in log.records[:3]],
        "ids": [
            {"writer": hex_of(w), "sequence": str(n), "content": hex_of(c), "id": event_id(w, n, c)}
            for w, n, c in [(bytes(32), 0, b""), (b"\x07" * 32, 12, log.records[0]["hash"]), (b"\xff" * 32, 2**63 - 1, b"x" * 1000)]
        ],
        "refused": [{"why": w, "data": d} for w, d in broken(sample)],
    }


def broken(good):
    fields = json.loads(good)

    def dump(x):
        return json.dumps(x, separators=(",", ":"))

    def changed(name, value):
        return dump({**fields, name: value})

    def without(name):
        return dump({k: v for k, v in fields.items() if k != name})

    yield "white space", good.replace(",", ", ", 1)
    yield "white space before", " " + good
    yield "white space after", good + " "
    yield "a line break after", good + "\n"
    yield "cut off", good[:-1]
    yield "nothing", ""
    yield "an unknown type", changed("type", "TransferDreamt")
    yield "a type in other case", changed("type", "transferAccepted")
    yield "a newer version", changed("version", 2)
    yield "version 0", changed("version", 0)
    yield "properties in another order", dump(dict(reversed(list(fields.items()))))
    yield "an unknown property", dump({**fields, "memo": "x"})
    yield "a repeated property", good[:-1] + ',"nonce":"0"}'
    for name in fields:
        yield f"{name} is missing", without(name)
    yield "amount as a number", changed("amount", int(fields["amount"]))
    yield "amount with a leading zero", changed("amount", "0" + fields["amount"])
    yield "amount with a sign", changed("amount", "+" + fields["amount"])
    yield "amount negative", changed("amount", "-1")
    yield "amount with a fraction", changed("amount", "1.0")
    yield "amount with an exponent", changed("amount", "1e3")
    yield "amount empty", changed("amount", "")
    yield "amount 2^60", changed("amount", str(2**60))
    yield "amount 2^64", changed("amount", str(2**64))
    yield "fee 2^32", changed("fee", 2**32)
    yield "fee as a string", changed("fee", "10")
    yield "fee with a leading zero", good.replace('"fee":10', '"fee":010')
    yield "nonce 2^48", changed("nonce", str(2**48))
    yield "valid until 2^48", changed("validUntil", str(2**48))
    yield "sequence 2^63", changed("sequence", str(2**63))
    yield "opens as a number", changed("opens", 0)
    yield "hash in upper case", changed("operationId", fields["operationId"][:2] + fields["operationId"][2:].upper())
    yield "hash without 0x", changed("operationId", fields["operationId"][2:])
    yield "hash with a word of p", changed("operationId", "0x" + P.to_bytes(8, "big").hex() + "00" * 24)
    yield "address in upper case", changed("senderAddress", fields["senderAddress"].upper())
    yield "address with a wrong checksum", changed("senderAddress", fields["senderAddress"][:-1] + ("q" if fields["senderAddress"][-1] != "q" else "p"))
    yield "key with a word of p", changed("publicKey", "0x" + P.to_bytes(8, "big").hex() + "00" * 32)
    yield "signature one byte short", changed("signature", fields["signature"][:-2])
    yield "signature with s not below the order", changed("signature", fields["signature"][:82] + "ff" * 40)
    yield "signature with s zero", changed("signature", fields["signature"][:82] + "00" * 40)
    yield "an escaped character", good.replace("TransferAccepted", "Transfer\\u0041ccepted")


def receipts(log):
    cases = []
    for size in (1, 2, 3, 5, 8, 13):
        records = log.records[:size]
        leaves = [
            {
                "sequence": r["sequence"], "acceptedAt": r["event"]["at"], "operationId": r["event"].get("id", ZERO),
                "eventHash": r["hash"], "previousEventHash": r["previous"],
            }
            for r in records
        ]
        hashes = [receipt_leaf(leaf) for leaf in leaves]
        root = group_root(hashes)
        message = receipt_message(CHAIN, KEY_ID, 0, size, root)
        sig = sign(SEQUENCER.secret, message)
        cases.append({
            "size": size,
            "leafHashes": [hex_of(h) for h in hashes],
            "root": hex_of(root),
            "message": digest_hex(message),
            "receipts": [
                {
                    "chainId": str(CHAIN["chainId"]), "contract": hex_of(CHAIN["contract"]), "keyId": KEY_ID, "sequence": str(leaf["sequence"]),
                    "operationId": digest_hex(leaf["operationId"]), "eventHash": hex_of(leaf["eventHash"]),
                    "previousEventHash": hex_of(leaf["previousEventHash"]), "acceptedAt": str(leaf["acceptedAt"]), "groupFirst": "0",
                    "groupSize": size, "signature": hex_of(sig), "path": [hex_of(h) for h in group_path(hashes, i)],
                }
                for i, leaf in enumerate(leaves)
            ],
        })
    return {
        "what": "Receipts: SHA-256 tree over the leaves of an append group, signed through H(23, 12 elements).",
        "sequencerKey": key_text(SEQUENCER.key),
        "groups": cases,
    }
