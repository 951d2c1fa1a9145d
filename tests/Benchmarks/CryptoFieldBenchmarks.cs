using BenchmarkDotNet.Attributes;
using Rollup.Crypto;

namespace Rollup.Benchmarks;

/// <summary>Products of base-field elements through each kind of pack, and of extension elements.</summary>
[MemoryDiagnoser]
public class CryptoFieldBenchmarks
{
    private const int Length = 1 << 12;
    private Goldilocks[] _elements = [];
    private GoldilocksCubic[] _cubic = [];
    private GoldilocksQuintic[] _quintic = [];

    [GlobalSetup]
    public void Fill()
    {
        Random random = new(1);
        _elements = [.. Enumerable.Range(0, Length).Select(_ => Next(random))];
        _cubic = [.. Enumerable.Range(0, Length).Select(_ => new GoldilocksCubic(Next(random), Next(random), Next(random)))];
        _quintic = [.. Enumerable.Range(0, Length).Select(_ => new GoldilocksQuintic(Next(random), Next(random), Next(random), Next(random), Next(random)))];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Length)]
    public void MultiplyScalar() => Multiply<PackedGoldilocks1>();

    [Benchmark(OperationsPerInvoke = Length)]
    public void MultiplyAvx2() => Multiply<PackedGoldilocks256>();

    [Benchmark(OperationsPerInvoke = Length)]
    public void MultiplyAvx512() => Multiply<PackedGoldilocks512>();

    [Benchmark(OperationsPerInvoke = Length)]
    public void MultiplyCubic()
    {
        GoldilocksCubic factor = _cubic[1];
        for (int i = 0; i < _cubic.Length; i++)
        {
            _cubic[i] *= factor;
        }
    }

    [Benchmark(OperationsPerInvoke = Length)]
    public void MultiplyQuintic()
    {
        GoldilocksQuintic factor = _quintic[1];
        for (int i = 0; i < _quintic.Length; i++)
        {
            _quintic[i] *= factor;
        }
    }

    [Benchmark]
    public Goldilocks Invert() => _elements[1].Inverse();

    private void Multiply<TPacked>()
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        Span<Goldilocks> rest = _elements;
        TPacked factor = TPacked.From(_elements[1]);
        for (; rest.Length > 0; rest = rest[TPacked.Width..])
        {
            (TPacked.Load(rest) * factor).Store(rest);
        }
    }

    private static Goldilocks Next(Random random) => (ulong)random.NextInt64();
}
