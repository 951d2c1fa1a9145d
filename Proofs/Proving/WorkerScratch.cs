using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>A <see cref="RowScratch{TPacked}"/> for each worker that gets something to do.</summary>
internal sealed class WorkerScratch<TPacked>(Workers workers, TableShape shape, Goldilocks[] publicValues) : IDisposable
    where TPacked : unmanaged, IPackedField<TPacked>
{
    private readonly RowScratch<TPacked>?[] _scratch = new RowScratch<TPacked>?[workers.ThreadCount];

    public RowScratch<TPacked> this[int worker] => _scratch[worker] ??= new(shape, publicValues);

    public void Dispose()
    {
        foreach (RowScratch<TPacked>? scratch in _scratch)
        {
            scratch?.Dispose();
        }
    }
}
