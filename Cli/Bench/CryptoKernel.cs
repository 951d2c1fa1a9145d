using Rollup.Crypto;

namespace Rollup.Cli.Bench;

/// <summary>Something to time: <paramref name="Call"/> does the operation <paramref name="OperationsPerCall"/> times.</summary>
internal sealed record CryptoKernel(string Name, VectorPath Path, int OperationsPerCall, Action Call);
