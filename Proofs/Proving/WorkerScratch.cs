using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>Memory for each worker that gets something to do.</summary>
internal sealed class WorkerScratch<T>(Workers workers, Func<T> create) : IDisposable
    where T : class, IDisposable
{
    private readonly T?[] _scratch = new T?[workers.ThreadCount];

    public T this[int worker] => _scratch[worker] ??= create();

    public void Dispose()
    {
        foreach (T? scratch in _scratch)
        {
            scratch?.Dispose();
        }
    }
}
