using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace Rollup.Sequencer.Rpc;

/// <summary>A pooled buffer with a JSON writer over it: one answer or notification on its way out.</summary>
internal sealed class MessageBuffer : IBufferWriter<byte>
{
    private const int InitialSize = 1024;
    private const int LargestKeptSize = 64 * 1024;

    private static readonly DefaultObjectPool<MessageBuffer> Pool = new(new PoolPolicy(), maximumRetained: 1024);

    private byte[] _bytes = new byte[InitialSize];
    private ReplyBudget? _budget;
    private int _reserved;

    private MessageBuffer()
    {
        // Writers of results come from schemas, which open and close what they write: checking that again costs a tenth
        // of the writing. Answers are read by JSON parsers, never as HTML, so only JSON's own escapes are needed.
        Json = new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public Utf8JsonWriter Json { get; }

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Count);

    public static MessageBuffer Rent() => Pool.Get();

    /// <summary>Gives the buffer back; its bytes are no longer the caller's.</summary>
    public void Return()
    {
        _budget?.Release(_reserved);
        (_budget, _reserved) = (null, 0);
        Pool.Return(this);
    }

    /// <summary>Counts what has been written against the budget until the buffer is returned.</summary>
    public bool TryReserve(ReplyBudget budget)
    {
        if (!budget.TryReserve(Count))
        {
            return false;
        }

        (_budget, _reserved) = (budget, Count);
        return true;
    }

    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        Advance(1);
    }

    /// <summary>Forgets what was written after <paramref name="count"/>, also what the JSON writer still holds.</summary>
    public void Truncate(int count)
    {
        Json.Reset(this);
        Count = count;
    }

    /// <summary>Flushes the JSON writer and makes it ready for a further value.</summary>
    public void EndValue()
    {
        Json.Flush();
        Json.Reset(this);
    }

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Count);
    }

    private void Reserve(int sizeHint)
    {
        int needed = Count + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(needed, 2 * _bytes.Length));
        }
    }

    private sealed class PoolPolicy : PooledObjectPolicy<MessageBuffer>
    {
        public override MessageBuffer Create() => new();

        public override bool Return(MessageBuffer buffer)
        {
            buffer.Truncate(0);
            return buffer._bytes.Length <= LargestKeptSize;
        }
    }
}
