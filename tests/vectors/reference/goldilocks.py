"""The Goldilocks field as integers mod P, and bytes32 digests of four elements."""

P = 2**64 - 2**32 + 1


def limbs(data: bytes) -> list[int]:
    """One big-endian integer in base 2^56, most significant limb first."""
    count = (len(data) + 6) // 7
    value = int.from_bytes(data, "big")
    return [value >> 56 * (count - 1 - i) & (2**56 - 1) for i in range(count)]


def digest_bytes(digest: tuple[int, ...]) -> bytes:
    return b"".join(e.to_bytes(8, "big") for e in digest)


def digest_hex(digest: tuple[int, ...]) -> str:
    return "0x" + digest_bytes(digest).hex()
