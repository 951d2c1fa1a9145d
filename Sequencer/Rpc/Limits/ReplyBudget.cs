namespace Rollup.Sequencer.Rpc;

/// <summary>How many bytes of answers may wait for all callers together, so that callers who do not read cannot fill the memory.</summary>
internal sealed class ReplyBudget(long bytes)
{
    private long _used;

    public bool TryReserve(int count)
    {
        if (Interlocked.Add(ref _used, count) <= bytes)
        {
            return true;
        }

        Interlocked.Add(ref _used, -count);
        return false;
    }

    public void Release(int count) => Interlocked.Add(ref _used, -count);
}
