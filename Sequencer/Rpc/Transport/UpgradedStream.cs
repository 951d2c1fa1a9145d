namespace Rollup.Sequencer.Rpc;

/// <summary>A connection's bytes after the handshake, cut off when they are disposed of before their time.</summary>
/// <remarks>
/// A WebSocket gives up (on a ping without answer) by disposing of its stream, but a read of Kestrel's stream that is
/// waiting does not notice that; only aborting the connection ends it.
/// </remarks>
internal sealed class UpgradedStream(Stream inner, Action abort) : Stream
{
    /// <summary>First byte of a close frame: the last fragment, opcode 8 (RFC 6455, 5.2).</summary>
    private const byte CloseFrame = 0x88;

    /// <summary>Set once goodbye is being said: disposal then closes the connection in order and does not cut it off.</summary>
    public bool IsEnding { get; set; }

    /// <summary>Cuts the connection off, whatever is still being sent or waited for.</summary>
    public void Abort() => abort();

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The socket closes by itself when the other side breaks the protocol, and then disposes of the stream at once:
        // cutting the connection off there could lose the close frame that was just written.
        IsEnding |= buffer.Length > 0 && buffer.Span[0] == CloseFrame;
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !IsEnding)
        {
            abort();
        }

        base.Dispose(disposing);
    }
}
