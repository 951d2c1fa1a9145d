"""People, chains and helpers that the vector files share. Secret keys here are public: never use them."""

from ecgfp5 import public_key, sign
from goldilocks import digest_hex
from protocol import ZERO, address, address_text, hex_of, key_text, operation_id

CHAIN = {"chainId": 31337, "contract": bytes.fromhex("5fbdb2315678afecb367f032d93f642f64180aa3")}
OTHER_CHAIN = {"chainId": 1, "contract": bytes.fromhex("c02aaa39b223fe8d0a0e5c4f27ead9083c756cc2")}
NEVER = 2**48 - 1


class Person:
    def __init__(self, secret, owner):
        self.secret, self.owner = secret, bytes.fromhex(owner)
        self.key = public_key(secret)
        self.address = address(self.key, self.owner)


ALICE = Person(0xA11CE, "f39fd6e51aad88f6f4ce6ab8827279cfffb92266")
BOB = Person(2**300 + 0xB0B, "70997970c51812dc3a010c7d01b50e0d17dc79c8")
CAROL = Person(0xCA801 << 200, "3c44cdddb6a900fa2b585dd299e03d12fa4293bc")
OPERATOR = Person(0x0FEE << 64, "0000000000000000000000000000000000000000")


def transfer(who, leaf, recipient, amount, fee=0, nonce=0, token=0, valid_until=NEVER, reference=ZERO):
    return {
        "type": "transfer", "sender": leaf, "senderAddress": who.address, "token": token,
        "recipient": recipient.address if isinstance(recipient, Person) else recipient,
        "amount": amount, "fee": fee, "nonce": nonce, "validUntil": valid_until, "reference": reference,
    }


def withdrawal(who, leaf, recipient, amount, fee=0, nonce=0, token=0, valid_until=NEVER, reference=ZERO):
    return {**transfer(who, leaf, recipient, amount, fee, nonce, token, valid_until, reference), "type": "withdrawal", "recipient": recipient}


def signature(who, context, intent):
    return sign(who.secret, operation_id(context, intent))


# --- JSON ------------------------------------------------------------------------------------------------------------


def context_json(context):
    return {"chainId": str(context["chainId"]), "contract": hex_of(context["contract"])}


def intent_json(intent):
    recipient = intent["recipient"]
    return {
        "type": intent["type"],
        "sender": intent["sender"],
        "senderAddress": address_text(intent["senderAddress"]),
        "token": intent["token"],
        "recipient": hex_of(recipient) if intent["type"] == "withdrawal" else address_text(recipient),
        "amount": str(intent["amount"]),
        "fee": intent["fee"],
        "nonce": str(intent["nonce"]),
        "validUntil": str(intent["validUntil"]),
        "reference": digest_hex(intent["reference"]),
    }


def operation_json(op):
    if op["kind"] == "transfer":
        return {"kind": "transfer", "intent": intent_json(op["intent"]), "recipient": op["recipient"], "opens": op["opens"]}
    if op["kind"] == "withdrawal":
        return {"kind": "withdrawal", "intent": intent_json(op["intent"])}
    out = dict(op, address=address_text(op["address"]))
    for name in ("amount", "burned", "queueIndex"):
        if name in out:
            out[name] = str(out[name])
    for name in ("refund", "payee"):
        if name in out:
            out[name] = hex_of(out[name])
    return out


def account_json(account):
    return {"address": address_text(account["address"]), "token": account["token"], "balance": str(account["balance"]), "nonce": str(account["nonce"])}


def accounts_json(accounts):
    return [{"leaf": leaf, **account_json(a)} for leaf, a in sorted(accounts.items())]


def authorization_json(who, context, intent):
    return {"publicKey": key_text(who.key), "l1Owner": hex_of(who.owner), "signature": hex_of(signature(who, context, intent))}
