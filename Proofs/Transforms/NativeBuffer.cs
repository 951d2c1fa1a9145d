using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rollup.Proofs.Transforms;

/// <summary>Words of native memory, aligned to a cache line and outside the garbage collector's heap.</summary>
internal sealed unsafe class NativeBuffer : SafeHandle
{
    public const int Alignment = 64;

    /// <summary>From here on, memory is asked for in large pages: a first touch then costs one fault per 2 MiB, not per 4 KiB.</summary>
    private const long LargePage = 2 << 20;

    private NativeBuffer(long length)
        : base(0, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = checked((nuint)Math.Max(length, 1) * sizeof(ulong));
        bool isLarge = (long)bytes >= LargePage;
        void* words = NativeMemory.AlignedAlloc(bytes, isLarge ? (nuint)LargePage : Alignment);
        SetHandle((nint)words);
        if (isLarge)
        {
            LargePages.Advise(words, bytes);
        }
    }

    /// <summary>In words.</summary>
    public long Length { get; }

    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    public ulong* Words
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (ulong*)handle;
        }
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Memory with arbitrary contents, for outputs that are written in full.</summary>
    public static NativeBuffer Uninitialized(long length) => new(length);

    public static NativeBuffer Zeroed(long length)
    {
        NativeBuffer buffer = new(length);
        NativeMemory.Clear(buffer.Words, (nuint)length * sizeof(ulong));
        return buffer;
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
