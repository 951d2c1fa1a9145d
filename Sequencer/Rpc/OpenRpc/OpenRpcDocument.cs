using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>Writes the OpenRPC 1.3 document of a method table: what <c>rpc.discover</c> answers and <c>docs/openrpc.json</c> holds.</summary>
public static class OpenRpcDocument
{
    // The file is read by people and the answer by programs that parse it, never by a browser as HTML.
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document as the file holds it: indented, ending in a line feed.</summary>
    public static byte[] ToFile(RpcMethodTable table)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            Write(writer, table);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the methods of the public port; admin methods are not published.</summary>
    internal static void Write(Utf8JsonWriter writer, RpcMethodTable table)
    {
        var definitions = new SchemaDefinitions();
        writer.WriteStartObject();
        writer.WriteString("openrpc", "1.3.2");
        writer.WriteStartObject("info");
        writer.WriteString("title", table.Information.Title);
        writer.WriteString("version", table.Information.Version);
        writer.WriteString("description", table.Information.Description);
        writer.WriteEndObject();
        writer.WriteStartArray("methods");
        foreach (RpcMethod method in table.Methods.Where(method => !method.IsAdmin))
        {
            OpenRpcMethod.Write(writer, method, definitions);
        }

        writer.WriteEndArray();
        WriteSubscriptions(writer, table.Subscriptions, definitions);
        writer.WriteStartObject("components");
        OpenRpcErrors.WriteCommon(writer);
        writer.WriteStartObject("schemas");
        definitions.Write(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>OpenRPC has no word for what a server sends by itself, so the kinds of notification stand in an extension.</summary>
    private static void WriteSubscriptions(Utf8JsonWriter writer, IReadOnlyList<SubscriptionKind> kinds, SchemaDefinitions definitions)
    {
        writer.WriteStartArray("x-subscriptions");
        foreach (SubscriptionKind kind in kinds)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind.Name);
            writer.WriteString("summary", kind.Summary);
            writer.WriteStartObject("params");
            kind.Parameters.DescribeObject(writer, definitions);
            writer.WriteEndObject();
            writer.WriteStartObject("result");
            kind.ItemSchema.Describe(writer, definitions);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
