using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>Room for the state of the widest instance, on the stack.</summary>
/// <remarks>
/// One element more than the state, so that vectors can start on a cache line: the stack is aligned to 32 bytes at best,
/// and with 64-byte vectors across two lines each, a row of constraints took twice as long.
/// </remarks>
[InlineArray(MaxWidth + 1)]
[SuppressMessage("Usage", "CA1815:Override equals and operator equals on value types", Justification = "a buffer, never compared")]
public struct Poseidon2State<T>
{
    public const int MaxWidth = 12;

    private const int CacheLine = 64;

    private T _first;

    /// <summary>The first <paramref name="width"/> elements from a cache line's start on. The buffer must be a local variable.</summary>
    [UnscopedRef]
    public unsafe Span<T> Elements(int width)
    {
        ref T first = ref _first;
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>() && Unsafe.SizeOf<T>() == CacheLine)
        {
            // The address stays: a local does not move.
            nuint address = (nuint)Unsafe.AsPointer(ref first);
            first = ref Unsafe.AddByteOffset(ref first, (nint)((CacheLine - address % CacheLine) % CacheLine));
        }

        return MemoryMarshal.CreateSpan(ref first, width);
    }
}
