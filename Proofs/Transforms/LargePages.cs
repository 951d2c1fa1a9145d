using System.Runtime.InteropServices;

namespace Rollup.Proofs.Transforms;

/// <summary>Asks Linux to back a range with large pages; elsewhere, and where it is refused, nothing happens.</summary>
internal static unsafe partial class LargePages
{
    private const int MadvHugepage = 14;

    public static void Advise(void* address, nuint byteCount)
    {
        if (OperatingSystem.IsLinux())
        {
            // Advice only: the result does not matter, the memory is usable either way.
            _ = MemoryAdvise(address, byteCount, MadvHugepage);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvise(void* address, nuint byteCount, int advice);
}
