namespace Rollup.Crypto;

/// <summary>Many permutations at once, in groups of eight states.</summary>
/// <remarks>
/// The layout is the same on every machine: element e of state l of group g stands at g·8·width + 8·e + l, so that each
/// element of a group is one AVX-512 register. Reading eight rows of a matrix into a group is an 8 × 8 transpose per
/// eight columns (<see cref="LaneTranspose"/>). Kernels interleave four groups: pass 32 states or more where possible.
/// </remarks>
public static partial class Poseidon2
{
    /// <summary>States in one group.</summary>
    public const int Lanes = 8;

    /// <summary>Permutes groups of eight width-8 states, 64 elements each.</summary>
    public static void Permute8Many(Span<Goldilocks> groups) => Permute8Many(groups, VectorPaths.Active);

    /// <summary>Permutes groups of eight width-12 states, 96 elements each.</summary>
    public static void Permute12Many(Span<Goldilocks> groups) => Permute12Many(groups, VectorPaths.Active);

    public static void Permute8Many(Span<Goldilocks> groups, VectorPath path) => PermuteMany(groups, Poseidon2Schedule.Width8, path);

    public static void Permute12Many(Span<Goldilocks> groups, VectorPath path) => PermuteMany(groups, Poseidon2Schedule.Width12, path);

    private static unsafe void PermuteMany(Span<Goldilocks> groups, Poseidon2Schedule schedule, VectorPath path)
    {
        int groupLength = Lanes * schedule.Width;
        if (groups.Length % groupLength != 0)
        {
            throw new ArgumentException($"Expected whole groups of {groupLength} elements; got {groups.Length} elements.", nameof(groups));
        }

        fixed (Goldilocks* first = groups)
        {
            ulong* words = (ulong*)first;
            int groupCount = groups.Length / groupLength;
            switch (path)
            {
                case VectorPath.Avx512:
                    Poseidon2Kernel<Words512, Words512x4>.Permute(words, groupCount, schedule);
                    break;
                case VectorPath.Avx2:
                    Poseidon2Kernel<Words256, Words256x4>.Permute(words, groupCount, schedule);
                    break;
                default:
                    PermuteEach(groups, schedule.Width);
                    break;
            }
        }
    }

    private static void PermuteEach(Span<Goldilocks> groups, int width)
    {
        Span<Goldilocks> state = stackalloc Goldilocks[width];
        for (; groups.Length > 0; groups = groups[(Lanes * width)..])
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                for (int i = 0; i < width; i++)
                {
                    state[i] = groups[Lanes * i + lane];
                }

                if (width == 8)
                {
                    Permute8(state);
                }
                else
                {
                    Permute12(state);
                }

                for (int i = 0; i < width; i++)
                {
                    groups[Lanes * i + lane] = state[i];
                }
            }
        }
    }
}
