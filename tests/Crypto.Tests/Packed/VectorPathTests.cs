namespace Rollup.Crypto.Tests.Packed;

public sealed class VectorPathTests
{
    [Fact]
    public void Plain_words_run_everywhere() => Assert.Contains(VectorPath.Scalar, VectorPaths.Supported);

    [Fact]
    public void Without_a_wish_the_best_supported_path_is_taken() =>
        Assert.Equal(VectorPaths.Supported.Max(), VectorPaths.Choose(null));

    [Fact]
    public void A_named_path_is_taken() => Assert.Equal(VectorPath.Scalar, VectorPaths.Choose("scalar"));

    [Fact]
    public void An_unknown_name_is_refused_with_the_names_there_are()
    {
        PlatformNotSupportedException refusal = Assert.Throws<PlatformNotSupportedException>(() => VectorPaths.Choose("neon"));
        Assert.Contains("scalar, avx2 or avx512", refusal.Message, StringComparison.Ordinal);
    }
}
