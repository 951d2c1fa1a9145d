using System.Runtime.InteropServices;

namespace Rollup.Proofs.Transforms;

/// <summary>Keeps large blocks of memory that were given back, for the next proof of the same shape.</summary>
/// <remarks>
/// A fresh gigabyte must be zeroed by the operating system, page by page, before it can be written: that was a quarter of
/// the time of a low-degree extension. Only blocks of exactly the asked length are handed out again, and no more than
/// <see cref="Capacity"/> bytes are kept, the latest first.
/// </remarks>
public static unsafe class NativeMemoryPool
{
    private const int CacheLine = 64;

    /// <summary>From here on, memory is asked for in large pages, and kept: a first touch costs one fault per 2 MiB, not per 4 KiB.</summary>
    private const long LargePage = 2 << 20;

    private static readonly Lock Gate = new();
    private static readonly LinkedList<(nint Address, long ByteCount)> Kept = new();
    private static long _keptBytes;
    private static long _capacity = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8;

    /// <summary>Bytes that may be kept without being in use; an eighth of the machine's memory unless set.</summary>
    public static long Capacity
    {
        get => Interlocked.Read(ref _capacity);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Interlocked.Exchange(ref _capacity, value);
            Trim();
        }
    }

    /// <summary>Gives everything that is kept back to the system: before work of another shape that wants most of the memory.</summary>
    public static void Clear()
    {
        lock (Gate)
        {
            foreach ((nint address, _) in Kept)
            {
                NativeMemory.AlignedFree((void*)address);
            }

            Kept.Clear();
            _keptBytes = 0;
        }
    }

    internal static nint Rent(long byteCount)
    {
        if (byteCount < LargePage)
        {
            return (nint)NativeMemory.AlignedAlloc((nuint)byteCount, CacheLine);
        }

        lock (Gate)
        {
            for (var node = Kept.First; node is not null; node = node.Next)
            {
                if (node.Value.ByteCount == byteCount)
                {
                    Kept.Remove(node);
                    _keptBytes -= byteCount;
                    return node.Value.Address;
                }
            }
        }

        void* address = NativeMemory.AlignedAlloc((nuint)byteCount, (nuint)LargePage);
        LargePages.Advise(address, (nuint)byteCount);
        return (nint)address;
    }

    internal static void Return(nint address, long byteCount)
    {
        if (byteCount < LargePage)
        {
            NativeMemory.AlignedFree((void*)address);
            return;
        }

        lock (Gate)
        {
            Kept.AddFirst((address, byteCount));
            _keptBytes += byteCount;
        }

        Trim();
    }

    private static void Trim()
    {
        lock (Gate)
        {
            while (_keptBytes > Capacity && Kept.Last is { } oldest)
            {
                Kept.RemoveLast();
                _keptBytes -= oldest.Value.ByteCount;
                NativeMemory.AlignedFree((void*)oldest.Value.Address);
            }
        }
    }
}
