namespace Rollup.Sequencer.Rpc;

/// <summary>What a handler answers: a result or an error. Both convert by themselves, so handlers just return them.</summary>
public readonly struct RpcReply<T>
    where T : notnull
{
    private readonly T? _value;

    internal RpcReply(T? value, RpcError? error) => (_value, Error) = (value, error);

    public RpcError? Error { get; }

    /// <exception cref="InvalidOperationException">The reply is an error.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"the reply is an error: {Error}");

    public static implicit operator RpcReply<T>(T value) => new(value, error: null);

    public static implicit operator RpcReply<T>(RpcError error) => new(default, error);
}

/// <summary>Makes replies where the conversion does not apply: C# has none from interfaces.</summary>
public static class RpcReply
{
    public static RpcReply<T> Of<T>(T value)
        where T : notnull => new(value, error: null);
}
