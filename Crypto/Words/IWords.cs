using System.Numerics;

namespace Rollup.Crypto;

/// <summary>64-bit words that are worked on in lockstep: one vector register, or four whose steps are interleaved.</summary>
/// <remarks>
/// A product of vectors takes 35 cycles from start to end but only 8 of the execution units. Four independent ones side by
/// side, instruction by instruction, fill the gap; written with operators on four registers that reads like arithmetic on one.
/// The hash kernels are written once over this interface.
/// </remarks>
internal interface IWords<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>
    where TSelf : unmanaged, IWords<TSelf>
{
    /// <summary>Words in one register.</summary>
    static abstract int Lanes { get; }

    /// <summary>Registers: 1 or 4.</summary>
    static abstract int Registers { get; }

    static abstract TSelf operator >>>(TSelf words, int count);

    static abstract TSelf operator <<(TSelf words, int count);

    /// <summary>The same word everywhere.</summary>
    static abstract TSelf Broadcast(ulong word);

    /// <summary>Register r is read from <paramref name="first"/> + r·<paramref name="stride"/> words.</summary>
    static abstract unsafe TSelf Load(ulong* first, nint stride);

    unsafe void Store(ulong* first, nint stride);

    /// <summary>The full product of the words' low halves.</summary>
    static abstract TSelf MultiplyLowHalves(TSelf left, TSelf right);

    /// <summary>The low word of the product.</summary>
    static abstract TSelf MultiplyLow(TSelf left, TSelf right);

    /// <summary>The low word of left · right from its parts: the low half of <paramref name="lowLow"/>, and <paramref name="middle"/> shifted up.</summary>
    static abstract TSelf LowWord(TSelf left, TSelf right, TSelf lowLow, TSelf middle);

    /// <summary>value + (2^32 − 1) where left &lt; right as unsigned words, value elsewhere.</summary>
    static abstract TSelf AddEpsilonIfLess(TSelf left, TSelf right, TSelf value);

    /// <summary>value − (2^32 − 1) where left &lt; right as unsigned words, value elsewhere.</summary>
    static abstract TSelf SubtractEpsilonIfLess(TSelf left, TSelf right, TSelf value);

    TSelf LowHalves();

    /// <summary>(2^32 − 1) times each low half.</summary>
    TSelf LowHalvesTimesEpsilon();

    /// <summary>The canonical word of any word.</summary>
    TSelf Canonical();
}

/// <summary>Four registers, which can also be mixed with each other.</summary>
internal interface IFourWords<TSelf> : IWords<TSelf>
    where TSelf : unmanaged, IFourWords<TSelf>
{
    /// <summary>Register r holds <paramref name="words"/>[r] in every lane.</summary>
    static abstract unsafe TSelf Broadcast(ulong* words);

    /// <summary>circ(2, 3, 1, 1) times the column of the four registers, without reduction.</summary>
    TSelf MultiplyM4();
}
