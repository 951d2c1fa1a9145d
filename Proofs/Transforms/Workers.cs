using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>The threads and vector instructions a computation may use. Results never depend on either.</summary>
public sealed class Workers
{
    /// <param name="path">The instructions to use; by default the best of this machine.</param>
    public Workers(int threadCount, VectorPath? path = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threadCount, 1);
        ThreadCount = threadCount;
        Path = path ?? VectorPaths.Active;
        if (!VectorPaths.IsSupported(Path))
        {
            throw new PlatformNotSupportedException($"This machine cannot run {Path} code.");
        }
    }

    /// <summary>One thread per processor the process may use.</summary>
    public static Workers All { get; } = new(Environment.ProcessorCount);

    public static Workers Single { get; } = new(1);

    public int ThreadCount { get; }

    public VectorPath Path { get; }

    /// <summary>Runs <paramref name="body"/> once for each item 0 … count − 1, in no particular order.</summary>
    /// <remarks>No thread order reaches a result as long as every item writes only its own output.</remarks>
    /// <param name="body">Receives (worker, item); worker &lt; <see cref="ThreadCount"/> names a scratch buffer no other running item uses.</param>
    public void For(int count, Action<int, int> body)
    {
        int workers = Math.Min(ThreadCount, count);
        if (workers <= 1)
        {
            for (int item = 0; item < count; item++)
            {
                body(0, item);
            }

            return;
        }

        new Loop(count, workers, body).Run();
    }

    /// <summary>Splits 0 … count − 1 into ranges of <paramref name="grain"/> (the last may be shorter) and runs them.</summary>
    /// <param name="body">Receives (worker, start, end).</param>
    public void ForRanges(int count, int grain, Action<int, int, int> body)
    {
        int ranges = (int)(((long)count + grain - 1) / grain);
        For(ranges, (worker, range) => body(worker, range * grain, (int)Math.Min(count, (range + 1L) * grain)));
    }

    [SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "the last helper may still be in Set when the loop ends; no handle was ever made, so there is nothing to release")]
    private sealed class Loop(int count, int workers, Action<int, int> body)
    {
        private readonly Lock _gate = new();
        private readonly ManualResetEventSlim _idle = new();
        private int _next;
        private int _helpers;
        private bool _isOver;
        private ExceptionDispatchInfo? _failure;

        public void Run()
        {
            for (int worker = 1; worker < workers; worker++)
            {
                int index = worker;
                ThreadPool.UnsafeQueueUserWorkItem(_ => Help(index), null);
            }

            // The caller takes items too. When none is left it waits for the helpers at work, not for those that the pool
            // has yet to start: so loops may be nested, and end even if the pool lends no thread.
            Work(0);
            lock (_gate)
            {
                _isOver = true;
                if (_helpers == 0)
                {
                    _idle.Set();
                }
            }

            _idle.Wait();
            _failure?.Throw();
        }

        private void Help(int worker)
        {
            lock (_gate)
            {
                if (_isOver)
                {
                    return;
                }

                _helpers++;
            }

            Work(worker);
            lock (_gate)
            {
                if (--_helpers == 0 && _isOver)
                {
                    _idle.Set();
                }
            }
        }

        private void Work(int worker)
        {
            for (int item = Interlocked.Increment(ref _next) - 1; item < count; item = Interlocked.Increment(ref _next) - 1)
            {
                try
                {
                    body(worker, item);
                }
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
                    Interlocked.Exchange(ref _next, count);
                }
            }
        }
    }
}
