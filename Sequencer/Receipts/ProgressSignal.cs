namespace Rollup.Sequencer.Receipts;

/// <summary>A number that only rises, and wakes those who wait for more.</summary>
internal sealed class ProgressSignal(long value)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _risen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _value = value;

    public long Value => Volatile.Read(ref _value);

    public void Publish(long value)
    {
        TaskCompletionSource risen;
        lock (_gate)
        {
            Volatile.Write(ref _value, value);
            (risen, _risen) = (_risen, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        risen.SetResult();
    }

    /// <summary>Returns once the number is above <paramref name="value"/>.</summary>
    public async ValueTask WaitBeyondAsync(long value, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task risen;
            lock (_gate)
            {
                if (_value > value)
                {
                    return;
                }

                risen = _risen.Task;
            }

            await risen.WaitAsync(cancellationToken);
        }
    }
}
