namespace Rollup.Cli.Bench;

/// <summary>What one kernel of the ground floor costs on this machine.</summary>
/// <param name="Kernel">The operation, such as "poseidon2 width 12".</param>
/// <param name="Path">The instruction set: Scalar, Avx2 or Avx512.</param>
/// <param name="Nanoseconds">Per operation (element, permutation, node, signature), one thread, the fastest run.</param>
/// <param name="MedianNanoseconds">The same for the run in the middle; far from the fastest means a busy machine.</param>
public sealed record KernelTiming(string Kernel, string Path, double Nanoseconds, double MedianNanoseconds);
