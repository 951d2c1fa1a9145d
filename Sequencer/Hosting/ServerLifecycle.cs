namespace Rollup.Sequencer.Hosting;

/// <summary>Lets calls in while the server is ready and knows when the last one has ended.</summary>
public sealed class ServerLifecycle
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inProgress;

    public ServerPhase Phase { get; private set; }

    /// <summary>Completes when the server is stopping and no call is in progress.</summary>
    public Task Idle => _idle.Task;

    public void BecomeReady()
    {
        lock (_gate)
        {
            if (Phase == ServerPhase.Starting)
            {
                Phase = ServerPhase.Ready;
            }
        }
    }

    public void BeginStopping()
    {
        lock (_gate)
        {
            Phase = ServerPhase.Stopping;
            CompleteIfIdle();
        }
    }

    /// <summary>Counts a call in; a call that was let in is ended by <see cref="Leave"/>.</summary>
    /// <returns>The phase: the call may go on only when it is <see cref="ServerPhase.Ready"/>.</returns>
    internal ServerPhase Enter()
    {
        lock (_gate)
        {
            if (Phase == ServerPhase.Ready)
            {
                _inProgress++;
            }

            return Phase;
        }
    }

    internal void Leave()
    {
        lock (_gate)
        {
            _inProgress--;
            CompleteIfIdle();
        }
    }

    private void CompleteIfIdle()
    {
        if (Phase == ServerPhase.Stopping && _inProgress == 0)
        {
            _idle.TrySetResult();
        }
    }
}
