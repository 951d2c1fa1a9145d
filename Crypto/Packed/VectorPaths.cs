using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto;

/// <summary>Chooses the <see cref="VectorPath"/> once per process.</summary>
public static class VectorPaths
{
    /// <summary>Environment variable that forces a path: scalar, avx2 or avx512.</summary>
    public const string Variable = "ROLLUP_VECTOR";

    /// <summary>The paths this machine can run, slowest first.</summary>
    public static IReadOnlyList<VectorPath> Supported { get; } =
        [.. Enum.GetValues<VectorPath>().Where(IsSupported)];

    /// <summary>The best path of this machine, or the one that <see cref="Variable"/> names.</summary>
    public static VectorPath Active { get; } = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Whether this machine can run <paramref name="path"/>.</summary>
    /// <remarks>
    /// Asks for the instructions themselves: Vector512.IsHardwareAccelerated is false where the runtime prefers vectors
    /// of 256 bits, although the longer ones are there and faster for these kernels.
    /// </remarks>
    public static bool IsSupported(VectorPath path) => path switch
    {
        VectorPath.Scalar => true,
        VectorPath.Avx2 => Avx2.IsSupported,
        VectorPath.Avx512 => Avx512F.IsSupported && Avx512DQ.IsSupported,
        _ => false,
    };

    internal static VectorPath Choose(string? name) => name switch
    {
        null or "" => Supported[^1],
        "scalar" => VectorPath.Scalar,
        "avx2" => Require(VectorPath.Avx2),
        "avx512" => Require(VectorPath.Avx512),
        _ => throw new PlatformNotSupportedException($"{Variable} is '{name}'; expected scalar, avx2 or avx512."),
    };

    private static VectorPath Require(VectorPath path) =>
        IsSupported(path) ? path : throw new PlatformNotSupportedException($"{Variable} asks for {path}, which this machine lacks.");
}
