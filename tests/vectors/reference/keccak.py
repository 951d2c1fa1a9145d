"""Keccak-256 with the original padding (0x01), as Ethereum uses it."""


def _round_constants():
    r, out = 1, []
    for _ in range(24):
        value = 0
        for j in range(7):
            if r & 1:
                value |= 1 << (1 << j) - 1
            r = r << 1 ^ (r >> 7) * 0x171
        out.append(value)
    return out


RC = _round_constants()
MASK = 2**64 - 1


def _rotate(value, count):
    return (value << count | value >> 64 - count) & MASK if count else value


def _permute(a):
    for rc in RC:
        c = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
        d = [c[x - 1] ^ _rotate(c[(x + 1) % 5], 1) for x in range(5)]
        a = [[a[x][y] ^ d[x] for y in range(5)] for x in range(5)]
        x, y, lane = 1, 0, a[1][0]
        for t in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            lane, a[x][y] = a[x][y], _rotate(lane, (t + 1) * (t + 2) // 2 % 64)
        a = [[a[x][y] ^ ~a[(x + 1) % 5][y] & MASK & a[(x + 2) % 5][y] for y in range(5)] for x in range(5)]
        a[0][0] ^= rc
    return a


def keccak256(data: bytes) -> bytes:
    rate = 136
    padded = bytearray(data) + b"\x01" + b"\x00" * (-(len(data) + 1) % rate)
    padded[-1] |= 0x80
    a = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), rate):
        for i in range(rate // 8):
            a[i % 5][i // 5] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        a = _permute(a)
    return b"".join(a[i % 5][i // 5].to_bytes(8, "little") for i in range(4))


assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
