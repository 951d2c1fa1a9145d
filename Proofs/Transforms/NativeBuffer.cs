using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rollup.Proofs.Transforms;

/// <summary>Words of native memory, aligned to a cache line and outside the garbage collector's heap.</summary>
internal sealed unsafe class NativeBuffer : SafeHandle
{
    private NativeBuffer(long length)
        : base(0, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        SetHandle(NativeMemoryPool.Rent(ByteCount));
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

    private long ByteCount => checked(Math.Max(Length, 1) * sizeof(ulong));

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
        NativeMemoryPool.Return(handle, ByteCount);
        return true;
    }
}
