using System.Text;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>A call with its answer, published in the OpenRPC document and run as a test.</summary>
/// <param name="Parameters">A JSON object, by name.</param>
/// <param name="Result">The JSON result.</param>
/// <param name="IsExact">False where the result differs from run to run (times, hashes): the test then compares its shape only.</param>
public sealed record RpcExample(string Name, string Parameters, string Result, bool IsExact)
{
    /// <exception cref="InvalidOperationException">A definition's own example does not fit it.</exception>
    internal void Check(RpcMethodDefinition method)
    {
        Parse(Result, method);
        byte[] text = Parse(Parameters, method);
        var reader = new Utf8JsonReader(text);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidOperationException($"{method.Name}: the parameters of example '{Name}' are not an object");
        }

        if (!method.Parameters.TryReadByName(ref reader, out _, out ReadFault? fault))
        {
            throw new InvalidOperationException($"{method.Name}: in example '{Name}', {fault.Path} must be {fault.Expected}");
        }
    }

    private byte[] Parse(string json, RpcMethodDefinition method)
    {
        byte[] text = Encoding.UTF8.GetBytes(json);
        return StrictJson.Check(text, maxDepth: 32) is not { } fault
            ? text
            : throw new InvalidOperationException($"{method.Name}: example '{Name}' is not JSON: {fault}");
    }
}
