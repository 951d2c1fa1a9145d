using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>Keccak-f[1600], written once for one lane or several at a time.</summary>
/// <remarks>
/// FIPS 202, section 3.2. Lane x, y of the standard is word 5y + x. Each round reads one set of 25 locals and writes the
/// other, so that ρ and π are only names; two rounds make one turn of the loop. Flat on purpose: arrays or helper methods
/// with 25 references send the vectors over the stack.
/// </remarks>
internal static class KeccakF
{
    internal const int LaneCount = 25;

    internal static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
        0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Permutes 25 lanes in place.</summary>
    [SkipLocalsInit]
    internal static void Permute<TOps, TLane>(Span<TLane> state)
        where TOps : IKeccakLane<TLane>
        where TLane : struct
    {
        state = state[..LaneCount];
        TLane c0, c1, c2, c3, c4, d0, d1, d2, d3, d4, b0, b1, b2, b3, b4;
        TLane a0 = state[0], a1 = state[1], a2 = state[2], a3 = state[3], a4 = state[4];
        TLane a5 = state[5], a6 = state[6], a7 = state[7], a8 = state[8], a9 = state[9];
        TLane a10 = state[10], a11 = state[11], a12 = state[12], a13 = state[13], a14 = state[14];
        TLane a15 = state[15], a16 = state[16], a17 = state[17], a18 = state[18], a19 = state[19];
        TLane a20 = state[20], a21 = state[21], a22 = state[22], a23 = state[23], a24 = state[24];
        TLane e0, e1, e2, e3, e4;
        TLane e5, e6, e7, e8, e9;
        TLane e10, e11, e12, e13, e14;
        TLane e15, e16, e17, e18, e19;
        TLane e20, e21, e22, e23, e24;

        for (int round = 0; round < RoundConstants.Length; round += 2)
        {
            c0 = TOps.Xor(TOps.Xor(a0, a5, a10), a15, a20);
            c1 = TOps.Xor(TOps.Xor(a1, a6, a11), a16, a21);
            c2 = TOps.Xor(TOps.Xor(a2, a7, a12), a17, a22);
            c3 = TOps.Xor(TOps.Xor(a3, a8, a13), a18, a23);
            c4 = TOps.Xor(TOps.Xor(a4, a9, a14), a19, a24);
            d0 = TOps.Xor(c4, TOps.RotateLeft(c1, 1));
            d1 = TOps.Xor(c0, TOps.RotateLeft(c2, 1));
            d2 = TOps.Xor(c1, TOps.RotateLeft(c3, 1));
            d3 = TOps.Xor(c2, TOps.RotateLeft(c4, 1));
            d4 = TOps.Xor(c3, TOps.RotateLeft(c0, 1));

            b0 = TOps.Xor(a0, d0);
            b1 = TOps.RotateLeft(TOps.Xor(a6, d1), 44);
            b2 = TOps.RotateLeft(TOps.Xor(a12, d2), 43);
            b3 = TOps.RotateLeft(TOps.Xor(a18, d3), 21);
            b4 = TOps.RotateLeft(TOps.Xor(a24, d4), 14);
            e0 = TOps.Xor(TOps.Chi(b0, b1, b2), TOps.Broadcast(RoundConstants[round]));
            e1 = TOps.Chi(b1, b2, b3);
            e2 = TOps.Chi(b2, b3, b4);
            e3 = TOps.Chi(b3, b4, b0);
            e4 = TOps.Chi(b4, b0, b1);

            b0 = TOps.RotateLeft(TOps.Xor(a3, d3), 28);
            b1 = TOps.RotateLeft(TOps.Xor(a9, d4), 20);
            b2 = TOps.RotateLeft(TOps.Xor(a10, d0), 3);
            b3 = TOps.RotateLeft(TOps.Xor(a16, d1), 45);
            b4 = TOps.RotateLeft(TOps.Xor(a22, d2), 61);
            e5 = TOps.Chi(b0, b1, b2);
            e6 = TOps.Chi(b1, b2, b3);
            e7 = TOps.Chi(b2, b3, b4);
            e8 = TOps.Chi(b3, b4, b0);
            e9 = TOps.Chi(b4, b0, b1);

            b0 = TOps.RotateLeft(TOps.Xor(a1, d1), 1);
            b1 = TOps.RotateLeft(TOps.Xor(a7, d2), 6);
            b2 = TOps.RotateLeft(TOps.Xor(a13, d3), 25);
            b3 = TOps.RotateLeft(TOps.Xor(a19, d4), 8);
            b4 = TOps.RotateLeft(TOps.Xor(a20, d0), 18);
            e10 = TOps.Chi(b0, b1, b2);
            e11 = TOps.Chi(b1, b2, b3);
            e12 = TOps.Chi(b2, b3, b4);
            e13 = TOps.Chi(b3, b4, b0);
            e14 = TOps.Chi(b4, b0, b1);

            b0 = TOps.RotateLeft(TOps.Xor(a4, d4), 27);
            b1 = TOps.RotateLeft(TOps.Xor(a5, d0), 36);
            b2 = TOps.RotateLeft(TOps.Xor(a11, d1), 10);
            b3 = TOps.RotateLeft(TOps.Xor(a17, d2), 15);
            b4 = TOps.RotateLeft(TOps.Xor(a23, d3), 56);
            e15 = TOps.Chi(b0, b1, b2);
            e16 = TOps.Chi(b1, b2, b3);
            e17 = TOps.Chi(b2, b3, b4);
            e18 = TOps.Chi(b3, b4, b0);
            e19 = TOps.Chi(b4, b0, b1);

            b0 = TOps.RotateLeft(TOps.Xor(a2, d2), 62);
            b1 = TOps.RotateLeft(TOps.Xor(a8, d3), 55);
            b2 = TOps.RotateLeft(TOps.Xor(a14, d4), 39);
            b3 = TOps.RotateLeft(TOps.Xor(a15, d0), 41);
            b4 = TOps.RotateLeft(TOps.Xor(a21, d1), 2);
            e20 = TOps.Chi(b0, b1, b2);
            e21 = TOps.Chi(b1, b2, b3);
            e22 = TOps.Chi(b2, b3, b4);
            e23 = TOps.Chi(b3, b4, b0);
            e24 = TOps.Chi(b4, b0, b1);

            c0 = TOps.Xor(TOps.Xor(e0, e5, e10), e15, e20);
            c1 = TOps.Xor(TOps.Xor(e1, e6, e11), e16, e21);
            c2 = TOps.Xor(TOps.Xor(e2, e7, e12), e17, e22);
            c3 = TOps.Xor(TOps.Xor(e3, e8, e13), e18, e23);
            c4 = TOps.Xor(TOps.Xor(e4, e9, e14), e19, e24);
            d0 = TOps.Xor(c4, TOps.RotateLeft(c1, 1));
            d1 = TOps.Xor(c0, TOps.RotateLeft(c2, 1));
            d2 = TOps.Xor(c1, TOps.RotateLeft(c3, 1));
            d3 = TOps.Xor(c2, TOps.RotateLeft(c4, 1));
            d4 = TOps.Xor(c3, TOps.RotateLeft(c0, 1));

            b0 = TOps.Xor(e0, d0);
            b1 = TOps.RotateLeft(TOps.Xor(e6, d1), 44);
            b2 = TOps.RotateLeft(TOps.Xor(e12, d2), 43);
            b3 = TOps.RotateLeft(TOps.Xor(e18, d3), 21);
            b4 = TOps.RotateLeft(TOps.Xor(e24, d4), 14);
            a0 = TOps.Xor(TOps.Chi(b0, b1, b2), TOps.Broadcast(RoundConstants[round + 1]));
            a1 = TOps.Chi(b1, b2, b3);
            a2 = TOps.Chi(b2, b3, b4);
            a3 = TOps.Chi(b3, b4, b0);
            a4 = TOps.Chi(b4, b0, b1);

            b0 = TOps.RotateLeft(TOps.Xor(e3, d3), 28);
            b1 = TOps.RotateLeft(TOps.Xor(e9, d4), 20);
            b2 = TOps.RotateLeft(TOps.Xor(e10, d0), 3);
            b3 = TOps.RotateLeft(TOps.Xor(e16, d1), 45);
            b4 = TOps.RotateLeft(TOps.Xor(e22, d2), 61);
            a5 = TOps.Chi(b0, b1, b2);
            a6 = TOps.Chi(b1, b2, b3);
            a7 = TOps.Chi(b2, b3, b4);
            a8 = TOps.Chi(b3, b4, b0);
            a9 = TOps.Chi(b4, b0, b1);

            b0 = TOps.RotateLeft(TOps.Xor(e1, d1), 1);
            b1 = TOps.RotateLeft(TOps.Xor(e7, d2), 6);
            b2 = TOps.RotateLeft(TOps.Xor(e13, d3), 25);
            b3 = TOps.RotateLeft(TOps.Xor(e19, d4), 8);
            b4 = TOps.RotateLeft(TOps.Xor(e20, d0), 18);
            a10 = TOps.Chi(b0, b1, b2);
            a11 = TOps.Chi(b1, b2, b3);
            a12 = TOps.Chi(b2, b3, b4);
            a13 = TOps.Chi(b3, b4, b0);
            a14 = TOps.Chi(b4, b0, b1);

            b0 = TOps.RotateLeft(TOps.Xor(e4, d4), 27);
            b1 = TOps.RotateLeft(TOps.Xor(e5, d0), 36);
            b2 = TOps.RotateLeft(TOps.Xor(e11, d1), 10);
            b3 = TOps.RotateLeft(TOps.Xor(e17, d2), 15);
            b4 = TOps.RotateLeft(TOps.Xor(e23, d3), 56);
            a15 = TOps.Chi(b0, b1, b2);
            a16 = TOps.Chi(b1, b2, b3);
            a17 = TOps.Chi(b2, b3, b4);
            a18 = TOps.Chi(b3, b4, b0);
            a19 = TOps.Chi(b4, b0, b1);

            b0 = TOps.RotateLeft(TOps.Xor(e2, d2), 62);
            b1 = TOps.RotateLeft(TOps.Xor(e8, d3), 55);
            b2 = TOps.RotateLeft(TOps.Xor(e14, d4), 39);
            b3 = TOps.RotateLeft(TOps.Xor(e15, d0), 41);
            b4 = TOps.RotateLeft(TOps.Xor(e21, d1), 2);
            a20 = TOps.Chi(b0, b1, b2);
            a21 = TOps.Chi(b1, b2, b3);
            a22 = TOps.Chi(b2, b3, b4);
            a23 = TOps.Chi(b3, b4, b0);
            a24 = TOps.Chi(b4, b0, b1);
        }

        state[0] = a0;
        state[1] = a1;
        state[2] = a2;
        state[3] = a3;
        state[4] = a4;
        state[5] = a5;
        state[6] = a6;
        state[7] = a7;
        state[8] = a8;
        state[9] = a9;
        state[10] = a10;
        state[11] = a11;
        state[12] = a12;
        state[13] = a13;
        state[14] = a14;
        state[15] = a15;
        state[16] = a16;
        state[17] = a17;
        state[18] = a18;
        state[19] = a19;
        state[20] = a20;
        state[21] = a21;
        state[22] = a22;
        state[23] = a23;
        state[24] = a24;
    }
}
