"""Canonical event bytes: JSON without white space, fixed property order, 64-bit integers as decimal strings."""

import json

from goldilocks import digest_hex
from protocol import address_text, hex_of, key_text, scalar_bytes


def canonical(event, sequence) -> bytes:
    body = {"type": event["type"], "version": 1, "sequence": str(sequence)}
    body.update(BODIES[event["type"]](event))
    return json.dumps(body, separators=(",", ":")).encode()


def _signed(event):
    intent = event["operation"]["intent"]
    return {
        "acceptedAt": str(event["at"]),
        "operationId": digest_hex(event["id"]),
        "sender": intent["sender"],
        "senderAddress": address_text(intent["senderAddress"]),
        "token": intent["token"],
        "amount": str(intent["amount"]),
        "fee": intent["fee"],
        "nonce": str(intent["nonce"]),
        "validUntil": str(intent["validUntil"]),
        "reference": digest_hex(intent["reference"]),
    }


def _authorization(event):
    return {"publicKey": key_text(event["key"]), "l1Owner": hex_of(event["owner"]), "signature": hex_of(event["signature"])}


def _transfer(event):
    op = event["operation"]
    return {
        **_signed(event),
        "recipientAddress": address_text(op["intent"]["recipient"]),
        "recipient": op["recipient"],
        "opens": op["opens"],
        **_authorization(event),
    }


def _withdrawal(event):
    return {**_signed(event), "recipientAddress": hex_of(event["operation"]["intent"]["recipient"]), **_authorization(event)}


def _leaf(op):
    return {"leaf": op["leaf"], "address": address_text(op["address"]), "token": op["token"]}


def _deposit(event):
    op = event["operation"]
    return {
        "acceptedAt": str(event["at"]), "queueIndex": str(op["queueIndex"]), **_leaf(op),
        "amount": str(op["amount"]), "opens": op["opens"], "refund": hex_of(op["refund"]),
    }


def _forced_exit(event):
    op = event["operation"]
    return {
        "acceptedAt": str(event["at"]), "queueIndex": str(op["queueIndex"]), **_leaf(op),
        "burned": str(op["burned"]), "payee": hex_of(op["payee"]),
    }


def _fees(event):
    op = event["operation"]
    return {"acceptedAt": str(event["at"]), **_leaf(op), "amount": str(op["amount"]), "opens": op["opens"]}


def _sealed(event):
    header = event["header"]
    return {
        "sealedAt": str(event["at"]),
        "batch": str(header["number"]),
        "timestamp": str(header["timestamp"]),
        "firstSequence": str(event["firstSequence"]),
        "operationCount": event["operationCount"],
        "slotCount": event["slotCount"],
        "capacity": event["capacity"],
        "previousRoot": digest_hex(event["previousRoot"]),
        "newRoot": digest_hex(header["newRoot"]),
        "c": digest_hex(header["c"]),
        "d": hex_of(event["d"]),
        "z": hex_of(scalar_bytes(header["z"])),
        "y": hex_of(scalar_bytes(header["y"])),
        "runningDigest": digest_hex(event["runningDigest"]),
    }


def _rejected(event):
    return {"rejectedAt": str(event["at"]), "operationId": digest_hex(event["id"]), "reason": event["reason"], "expected": event["expected"]}


BODIES = {
    "TransferAccepted": _transfer,
    "WithdrawalAccepted": _withdrawal,
    "DepositCredited": _deposit,
    "ForcedExitProcessed": _forced_exit,
    "FeesCollected": _fees,
    "BatchSealed": _sealed,
    "OperationRejected": _rejected,
}


def metadata(sequence, previous, hash_, group_first, group_size) -> bytes:
    body = {
        "schemaVersion": 1, "sequence": str(sequence), "previousHash": hex_of(previous), "hash": hex_of(hash_),
        "groupFirst": str(group_first), "groupSize": group_size,
    }
    return json.dumps(body, separators=(",", ":")).encode()
