using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>A named value in an error's <c>data</c>.</summary>
/// <remarks>As everywhere: a number that may pass 2^53 (<see cref="ulong"/>, <see cref="BigInteger"/>) is a decimal string, a small one (<see cref="long"/>) a JSON number.</remarks>
public sealed record RpcErrorDetail
{
    private readonly string? _text;
    private readonly long _number;

    public RpcErrorDetail(string name, string text) => (Name, _text) = (name, text);

    public RpcErrorDetail(string name, long number) => (Name, _number) = (name, number);

    public RpcErrorDetail(string name, ulong quantity)
        : this(name, quantity.ToString(CultureInfo.InvariantCulture))
    {
    }

    public RpcErrorDetail(string name, BigInteger quantity)
        : this(name, quantity.ToString(CultureInfo.InvariantCulture))
    {
    }

    public string Name { get; }

    internal void Write(Utf8JsonWriter writer)
    {
        if (_text is null)
        {
            writer.WriteNumber(Name, _number);
        }
        else
        {
            writer.WriteString(Name, _text);
        }
    }
}
