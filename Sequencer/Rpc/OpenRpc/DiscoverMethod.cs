using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

internal static class DiscoverMethod
{
    /// <summary><c>rpc.discover</c>, as OpenRPC's service discovery names it.</summary>
    public static RpcMethod Create(RpcMethodTable table)
    {
        // The table is still being built; the document is written when it is first asked for.
        var document = new Lazy<ReadOnlyMemory<byte>>(() =>
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream))
            {
                OpenRpcDocument.Write(writer, table);
            }

            return stream.ToArray();
        });
        return RpcMethod.Define("rpc.discover", "This document.")
            .Returns("openrpc", Schema.Json("An OpenRPC 1.3 document."), "The methods of this port, generated from the definitions that answer them.")
            .Handle((_, _) => document.Value);
    }
}
