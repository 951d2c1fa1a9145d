namespace Rollup.Crypto;

/// <summary>The instruction set that the vector kernels use. Results are equal on all of them.</summary>
public enum VectorPath
{
    Scalar = 0,
    Avx2 = 1,
    Avx512 = 2,
}
